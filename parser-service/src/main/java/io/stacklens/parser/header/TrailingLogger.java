package io.stacklens.parser.header;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.pipeline.text.Ascii;

/** The logger that Kafka's layout writes in parentheses behind the message. */
final class TrailingLogger {

    private static final int LONGEST = 200;

    private TrailingLogger() {}

    /** Where the message ends; -1 when no logger stands behind it. */
    static int bodyEnd(byte[] line, int start, int end) {
        int lineEnd = firstLineEnd(line, start, end);
        int open = open(line, start, lineEnd);
        if (open < 0) {
            return -1;
        }
        // A stack trace follows: the body keeps the name, since it has to be one range of bytes.
        return lineEnd < Ascii.trimEnd(line, start, end)
                ? Ascii.trimEnd(line, start, end)
                : Ascii.trimEnd(line, start, open);
    }

    /** Gives the draft the logger that stands behind the first line of a message. */
    static void put(LogDraft draft, byte[] line, int start, int end) {
        int lineEnd = firstLineEnd(line, start, end);
        int open = open(line, start, lineEnd);
        if (open >= 0) {
            int colon = Ascii.find(':', line, open, lineEnd - 1);
            draft.put(LogColumn.LOGGER, line, open + 1, colon);
        }
    }

    private static int firstLineEnd(byte[] line, int start, int end) {
        return Ascii.trimEnd(line, start, Ascii.find('\n', line, start, end));
    }

    /** Where the parenthesis before the name opens; -1 when the line does not end in one. */
    private static int open(byte[] line, int start, int end) {
        if (end <= start || line[end - 1] != ')') {
            return -1;
        }
        int at = end - 2;
        boolean isDotted = false;
        while (at > start && end - at <= LONGEST && isLoggerByte(line[at])) {
            isDotted |= line[at] == '.';
            at--;
        }
        boolean isName = isDotted && line[at] == '(' && Ascii.isLetter(line[at + 1]);
        return isName && (at == start || line[at - 1] == ' ') ? at : -1;
    }

    private static boolean isLoggerByte(int b) {
        return Ascii.isLetter(b)
                || Ascii.isDigit(b)
                || b == '.'
                || b == '_'
                || b == '$'
                || b == '-'
                || b == ':';
    }
}
