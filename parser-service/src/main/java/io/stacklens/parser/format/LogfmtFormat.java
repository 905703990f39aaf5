package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

/**
 * Pairs {@code key=value} and nothing else, values quoted when they hold spaces. A line with a word
 * between its pairs is a text that mentions some values, and a single pair counts only when its key
 * is a name that loggers use.
 */
public final class LogfmtFormat implements LineFormat {

    private final NamedValues values;
    private final Slice value = new Slice();

    public LogfmtFormat(NamedValues values) {
        this.values = values;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        values.begin();
        int at = start;
        int pairs = 0;
        boolean hasField = false;
        while (at < end) {
            int keyEnd = keyEnd(line, at, end);
            if (keyEnd == at || keyEnd == end || line[keyEnd] != '=') {
                return false;
            }
            int next = value(line, keyEnd + 1, end, draft.scratch());
            if (next < 0) {
                return false;
            }
            hasField |= values.isField(line, at, keyEnd);
            if (value.length() > 0) {
                values.put(draft, line, at, keyEnd, value.bytes(), value.start(), value.end());
            }
            pairs++;
            at = Ascii.skipSpaces(line, next, end);
        }
        if (pairs == 0 || (pairs == 1 && !hasField)) {
            return false;
        }
        values.finish(draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        draft.format("logfmt");
        return true;
    }

    private static int keyEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && isKeyByte(line[at])) {
            at++;
        }
        return at;
    }

    private static boolean isKeyByte(int b) {
        return Ascii.isLetter(b)
                || Ascii.isDigit(b)
                || b == '_'
                || b == '-'
                || b == '.'
                || b == '@'
                || b == '/'
                || b == '#';
    }

    /** Reads a value; answers where it ends, or -1 when its quote does not close. */
    private int value(byte[] line, int start, int end, Scratch scratch) {
        if (start == end || line[start] != '"') {
            int stop = start;
            while (stop < end && !Ascii.isSpace(line[stop])) {
                stop++;
            }
            value.set(line, start, stop);
            return stop;
        }
        int stop = start + 1;
        while (stop < end && line[stop] != '"' && line[stop] != '\\') {
            stop++;
        }
        if (stop < end && line[stop] == '"') {
            value.set(line, start + 1, stop);
        } else {
            stop = escaped(line, start + 1, end, scratch);
        }
        boolean isClosed = stop < end && (stop + 1 == end || Ascii.isSpace(line[stop + 1]));
        return isClosed ? stop + 1 : -1;
    }

    private int escaped(byte[] line, int start, int end, Scratch scratch) {
        int from = scratch.position();
        int at = start;
        while (at < end && line[at] != '"') {
            if (line[at] == '\\' && at + 1 < end) {
                at++;
                scratch.add(
                        switch (line[at]) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> line[at];
                        });
            } else {
                scratch.add(line[at]);
            }
            at++;
        }
        value.set(scratch.bytes(), from, scratch.position());
        return at;
    }
}
