package io.stacklens.pipeline.text;

/** Reads ASCII in byte arrays; everything works on the range from a start to an exclusive end. */
public final class Ascii {

    private Ascii() {}

    public static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    public static boolean isLetter(int b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    public static boolean isUpper(int b) {
        return b >= 'A' && b <= 'Z';
    }

    public static boolean isHex(int b) {
        return isDigit(b) || ((b | 0x20) >= 'a' && (b | 0x20) <= 'f');
    }

    public static boolean isSpace(int b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    public static int toLower(int b) {
        return isUpper(b) ? b | 0x20 : b;
    }

    /** First position that is not a space, a tab or a line end. */
    public static int skipSpaces(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /** End of the range without spaces, tabs and line ends behind its last other byte. */
    public static int trimEnd(byte[] bytes, int start, int end) {
        int at = end;
        while (at > start && isSpace(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /** First position of a byte, or {@code end}. */
    public static int find(int wanted, byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** First position of a space or a tab, or {@code end}. */
    public static int findBlank(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != ' ' && bytes[at] != '\t') {
            at++;
        }
        return at;
    }

    public static boolean startsWith(String prefix, byte[] bytes, int start, int end) {
        if (end - start < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the range is this ASCII text. */
    public static boolean is(String text, byte[] bytes, int start, int end) {
        return end - start == text.length() && startsWith(text, bytes, start, end);
    }

    /** Whether the range is this lower-case ASCII text, in any case. */
    public static boolean isIgnoringCase(String lower, byte[] bytes, int start, int end) {
        if (end - start != lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if (toLower(bytes[start + i]) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where an ASCII text first stands in the range, or -1. */
    public static int indexOf(String text, byte[] bytes, int start, int end) {
        int first = text.charAt(0);
        for (int at = start; at <= end - text.length(); at++) {
            if (bytes[at] == first && startsWith(text, bytes, at, end)) {
                return at;
            }
        }
        return -1;
    }

    public static boolean areDigits(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (!isDigit(bytes[at])) {
                return false;
            }
        }
        return end > start;
    }

    /**
     * The whole number that the range is written as, or -1 when it is none or has over 18 digits.
     */
    public static long number(byte[] bytes, int start, int end) {
        if (end - start > 18 || !areDigits(bytes, start, end)) {
            return -1;
        }
        long value = 0;
        for (int at = start; at < end; at++) {
            value = value * 10 + (bytes[at] - '0');
        }
        return value;
    }

    /** The last position at or before {@code end} that does not cut a UTF-8 character. */
    public static int characterBoundary(byte[] bytes, int start, int end) {
        int at = end;
        while (at > start && at < bytes.length && (bytes[at] & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }
}
