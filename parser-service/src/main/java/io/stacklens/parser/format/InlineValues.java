package io.stacklens.parser.format;

import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

/**
 * Finds what a message says of its request in passing: {@code order placed user_id=u1 took=12ms}.
 * The pairs stay in the message; only the fields of a request and a trace are taken from them.
 */
public final class InlineValues {

    /** Far into a long message the pairs are those of something quoted. */
    private static final int SEARCHED_BYTES = 2048;

    private final NamedValues values;

    public InlineValues(NamedValues values) {
        this.values = values;
    }

    void read(LogDraft draft, Slice message) {
        byte[] bytes = message.bytes();
        int end = Math.min(message.end(), message.start() + SEARCHED_BYTES);
        int equals = Ascii.find('=', bytes, message.start(), end);
        while (equals < end) {
            int valueEnd = pair(draft, bytes, message.start(), equals, end);
            equals = Ascii.find('=', bytes, Math.max(valueEnd, equals + 1), end);
        }
    }

    private int pair(LogDraft draft, byte[] bytes, int start, int equals, int end) {
        int keyStart = equals;
        while (keyStart > start && isKeyByte(bytes[keyStart - 1])) {
            keyStart--;
        }
        int valueStart = equals + 1;
        int valueEnd;
        if (valueStart < end && (bytes[valueStart] == '"' || bytes[valueStart] == '\'')) {
            int quote = bytes[valueStart];
            valueStart++;
            valueEnd = Ascii.find(quote, bytes, valueStart, end);
        } else {
            valueEnd = valueStart;
            while (valueEnd < end && !isDelimiter(bytes[valueEnd])) {
                valueEnd++;
            }
        }
        if (keyStart < equals && valueStart < valueEnd) {
            values.putInline(draft, bytes, keyStart, equals, bytes, valueStart, valueEnd);
        }
        return valueEnd;
    }

    private static boolean isKeyByte(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b) || b == '_' || b == '-' || b == '.';
    }

    private static boolean isDelimiter(int b) {
        return Ascii.isSpace(b) || b == ',' || b == ';' || b == ')' || b == ']' || b == '}';
    }
}
