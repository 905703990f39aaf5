package io.stacklens.parser.format;

import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;

/**
 * The columns of a line whose values stand apart by one byte, quoted when they hold it themselves.
 * Each value is taken for what the name of its column means; {@code -} says that there is none. Not
 * thread-safe.
 */
final class Columns {

    private static final String REQUEST = "request";

    /** A column that is read elsewhere, or says nothing. */
    private static final String SKIPPED = "";

    private final byte[][] names;
    private final int separator;
    private int start;
    private int end;
    private int next;

    /** Names the columns in their order; an empty name skips one. */
    Columns(char separator, String... names) {
        this.separator = separator;
        this.names = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            this.names[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Reads the value at a position; answers false at the end of the line. */
    boolean read(byte[] line, int at, int lineEnd) {
        if (at >= lineEnd) {
            return false;
        }
        boolean isQuoted = line[at] == '"';
        start = isQuoted ? at + 1 : at;
        end =
                isQuoted
                        ? closingQuote(line, start, lineEnd)
                        : Ascii.find(separator, line, at, lineEnd);
        int stop = Math.min(lineEnd, isQuoted ? end + 1 : end);
        next = Math.min(lineEnd, stop + 1);
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Where the value behind the one read last begins. */
    int next() {
        return next;
    }

    /** Puts the values from a position on, beginning with this column; what has no name is left. */
    void put(byte[] line, int from, int lineEnd, int column, NamedValues values, LogDraft draft) {
        int at = from;
        for (int i = column; i < names.length && read(line, at, lineEnd); i++) {
            put(i, line, values, draft);
            at = next;
        }
    }

    private void put(int column, byte[] line, NamedValues values, LogDraft draft) {
        byte[] name = names[column];
        boolean isNone = end <= start || (end - start == 1 && line[start] == '-');
        if (isNone || Ascii.is(SKIPPED, name, 0, name.length)) {
            return;
        }
        if (Ascii.is(REQUEST, name, 0, name.length)) {
            values.putRequestLine(draft, line, start, end);
        } else {
            values.put(draft, name, 0, name.length, line, start, end);
        }
    }

    static int closingQuote(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] != '"') {
            at += line[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, end);
    }
}
