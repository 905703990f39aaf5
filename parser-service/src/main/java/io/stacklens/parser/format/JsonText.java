package io.stacklens.parser.format;

import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

/** Reads the tokens of a JSON text from bytes; each read skips the white space behind it. */
final class JsonText {

    private byte[] bytes = {};
    private int end;
    private int at;
    private Scratch scratch = new Scratch();

    void begin(byte[] newBytes, int start, int newEnd, Scratch newScratch) {
        bytes = newBytes;
        end = newEnd;
        scratch = newScratch;
        at = Ascii.skipSpaces(newBytes, start, newEnd);
    }

    boolean isAtEnd() {
        return at == end;
    }

    int peek() {
        return at < end ? bytes[at] : -1;
    }

    boolean skip(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        moveTo(at + 1);
        return true;
    }

    /** Reads a string; unescaped, it is a slice of the scratch, else of the text. */
    boolean string(Slice into) {
        if (peek() != '"') {
            return false;
        }
        int start = at + 1;
        int stop = start;
        while (stop < end && bytes[stop] != '"' && bytes[stop] != '\\') {
            stop++;
        }
        if (stop == end) {
            return false;
        }
        if (bytes[stop] == '"') {
            into.set(bytes, start, stop);
            moveTo(stop + 1);
            return true;
        }
        return escapedString(start, stop, into);
    }

    /** Reads a number, true, false or null, as it is written. */
    boolean literal(Slice into) {
        int start = at;
        int stop = start;
        while (stop < end && isLiteralByte(bytes[stop])) {
            stop++;
        }
        if (!isLiteral(start, stop)) {
            return false;
        }
        into.set(bytes, start, stop);
        moveTo(stop);
        return true;
    }

    /** Reads an object or an array as its text. */
    boolean nested(Slice into) {
        int start = at;
        int depth = 0;
        for (int i = start; i < end; i++) {
            switch (bytes[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> i = closingQuote(i + 1);
                default -> {}
            }
            if (depth == 0) {
                into.set(bytes, start, i + 1);
                moveTo(i + 1);
                return true;
            }
        }
        return false;
    }

    private void moveTo(int position) {
        at = Ascii.skipSpaces(bytes, position, end);
    }

    private int closingQuote(int from) {
        int i = from;
        while (i < end && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private boolean escapedString(int start, int firstEscape, Slice into) {
        int from = scratch.position();
        scratch.add(bytes, start, firstEscape);
        int i = firstEscape;
        while (i < end && bytes[i] != '"') {
            if (bytes[i] != '\\') {
                scratch.add(bytes[i]);
                i++;
                continue;
            }
            int next = unescape(i + 1);
            if (next < 0) {
                return false;
            }
            i = next;
        }
        if (i >= end) {
            return false;
        }
        into.set(scratch.bytes(), from, scratch.position());
        moveTo(i + 1);
        return true;
    }

    /** Adds what an escape stands for and answers where it ends, or -1 when it is none. */
    private int unescape(int i) {
        if (i >= end) {
            return -1;
        }
        switch (bytes[i]) {
            case '"', '\\', '/' -> scratch.add(bytes[i]);
            case 'n' -> scratch.add('\n');
            case 't' -> scratch.add('\t');
            case 'r' -> scratch.add('\r');
            case 'b' -> scratch.add('\b');
            case 'f' -> scratch.add('\f');
            case 'u' -> {
                return unicode(i + 1);
            }
            default -> {
                return -1;
            }
        }
        return i + 1;
    }

    private int unicode(int i) {
        int unit = hex(i);
        if (unit < 0) {
            return -1;
        }
        if (unit >= 0xD800 && unit < 0xDC00 && Ascii.startsWith("\\u", bytes, i + 4, end)) {
            int low = hex(i + 6);
            if (low >= 0xDC00 && low < 0xE000) {
                scratch.addCodePoint(Character.toCodePoint((char) unit, (char) low));
                return i + 10;
            }
        }
        // PostgreSQL's texts hold no NUL.
        scratch.addCodePoint(unit == 0 ? 0xFFFD : unit);
        return i + 4;
    }

    private int hex(int start) {
        if (start + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private boolean isLiteral(int start, int stop) {
        if (start == stop) {
            return false;
        }
        int first = bytes[start];
        if (first == '-' || Ascii.isDigit(first)) {
            return Ascii.isDigit(bytes[stop - 1]);
        }
        return Ascii.is("true", bytes, start, stop)
                || Ascii.is("false", bytes, start, stop)
                || Ascii.is("null", bytes, start, stop);
    }

    private static boolean isLiteralByte(int b) {
        return Ascii.isDigit(b) || Ascii.isLetter(b) || b == '-' || b == '+' || b == '.';
    }
}
