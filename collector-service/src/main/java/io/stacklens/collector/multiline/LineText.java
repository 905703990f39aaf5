package io.stacklens.collector.multiline;

import java.nio.charset.StandardCharsets;

/** The message of a line as bytes, asked for what stands where. Changed in place: no garbage. */
final class LineText {

    private static final byte[] ESCAPED_TAB = "#011".getBytes(StandardCharsets.US_ASCII);
    private static final int TAB_WIDTH = 8;

    private byte[] bytes = ESCAPED_TAB;
    private int start;
    private int end;

    void set(byte[] newBytes, int newStart, int newEnd) {
        bytes = newBytes;
        start = newStart;
        end = newEnd;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The first byte, or 0 of an empty text. */
    int first() {
        return start < end ? bytes[start] : 0;
    }

    boolean begins(String ascii) {
        return isAt(start, ascii);
    }

    boolean isAt(int at, String ascii) {
        if (at < start || end - at < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean ends(String ascii) {
        return end - start >= ascii.length() && isAt(end - ascii.length(), ascii);
    }

    boolean contains(String ascii) {
        for (int at = start; at <= end - ascii.length(); at++) {
            if (bytes[at] == ascii.charAt(0) && isAt(at, ascii)) {
                return true;
            }
        }
        return false;
    }

    /** The byte at an index, or 0 behind the end. */
    int at(int index) {
        return index < end ? bytes[index] : 0;
    }

    /** Where the indentation ends. rsyslog writes a tab as {@code #011}. */
    int indentationEnd() {
        int at = start;
        while (at < end) {
            if (bytes[at] == ' ' || bytes[at] == '\t') {
                at++;
            } else if (bytes[at] == '#' && isAt(at, "#011")) {
                at += ESCAPED_TAB.length;
            } else {
                break;
            }
        }
        return at;
    }

    /** Columns of indentation, up to where it ends. */
    int columns(int indentationEnd) {
        int columns = 0;
        for (int at = start; at < indentationEnd; at++) {
            columns += bytes[at] == ' ' ? 1 : TAB_WIDTH;
        }
        return columns;
    }

    boolean isBlank() {
        return indentationEnd() == end;
    }

    /** Behind the digits that stand at an index. */
    int digitsEnd(int from) {
        int at = from;
        while (at < end && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Behind a name such as {@code java.io.IOException} or {@code app/orders.Book_2}. */
    int nameEnd(int from) {
        int at = from;
        while (at < end && isNameByte(bytes[at])) {
            at++;
        }
        return at;
    }

    int find(int b, int from, int to) {
        byte[] in = bytes;
        int at = from;
        while (at < to && in[at] != b) {
            at++;
        }
        return at;
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    static boolean isLetter(int b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isNameByte(int b) {
        return isLetter(b) || isDigit(b) || b == '.' || b == '_' || b == '$' || b == '`';
    }
}
