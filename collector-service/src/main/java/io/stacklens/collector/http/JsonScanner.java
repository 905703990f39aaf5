package io.stacklens.collector.http;

/**
 * Finds where a JSON value ends, without making anything of it. Strict enough that two log lines
 * are never taken for one: a raw line feed ends no string, and every bracket and comma must be in
 * its place.
 */
final class JsonScanner {

    /** Deeper nesting is no log event; it is taken as text. */
    private static final int MAX_DEPTH = 256;

    static final int NONE = -1;

    private final byte[] bytes;
    private int end;
    private final boolean[] isObject = new boolean[MAX_DEPTH];

    JsonScanner(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Lets no value go beyond an index. */
    void limit(int newEnd) {
        end = newEnd;
    }

    int skipSpace(int from) {
        int at = from;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Returns the index behind the value that begins at an index, or {@link #NONE}. */
    int endOfValue(int from) {
        int depth = 0;
        int at = from;
        while (true) {
            // Here a value must begin, after the brackets that open it.
            at = skipSpace(at);
            if (at >= end) {
                return NONE;
            }
            byte first = bytes[at];
            if (first == '{' || first == '[') {
                if (depth == MAX_DEPTH) {
                    return NONE;
                }
                isObject[depth++] = first == '{';
                int inside = skipSpace(at + 1);
                if (inside < end && bytes[inside] == (first == '{' ? '}' : ']')) {
                    at = inside;
                    depth--;
                    at++;
                } else {
                    at = first == '{' ? endOfName(inside) : inside;
                    if (at == NONE) {
                        return NONE;
                    }
                    continue;
                }
            } else {
                at = first == '"' ? endOfString(at) : endOfScalar(at);
                if (at == NONE) {
                    return NONE;
                }
            }
            // Here a value has ended: close what it ends, or go on behind a comma.
            while (depth > 0) {
                at = skipSpace(at);
                if (at >= end) {
                    return NONE;
                }
                boolean object = isObject[depth - 1];
                if (bytes[at] == ',') {
                    at = object ? endOfName(skipSpace(at + 1)) : at + 1;
                    break;
                }
                if (bytes[at] != (object ? '}' : ']')) {
                    return NONE;
                }
                depth--;
                at++;
            }
            if (at == NONE || depth == 0) {
                return at;
            }
        }
    }

    /** Behind {@code "name":}. */
    private int endOfName(int from) {
        if (from >= end || bytes[from] != '"') {
            return NONE;
        }
        int at = endOfString(from);
        if (at == NONE) {
            return NONE;
        }
        at = skipSpace(at);
        return at < end && bytes[at] == ':' ? at + 1 : NONE;
    }

    private int endOfString(int from) {
        for (int at = from + 1; at < end; at++) {
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            if (b == '\\') {
                at++;
            } else if (b >= 0 && b < ' ') {
                return NONE;
            }
        }
        return NONE;
    }

    private int endOfScalar(int from) {
        int at = from;
        while (at < end && isScalar(bytes[at])) {
            at++;
        }
        return isLiteralOrNumber(from, at) ? at : NONE;
    }

    private boolean isLiteralOrNumber(int from, int to) {
        if (from == to) {
            return false;
        }
        byte first = bytes[from];
        if (first == '-' || (first >= '0' && first <= '9')) {
            return looksLikeNumber(from, to);
        }
        return matches(from, to, "true") || matches(from, to, "false") || matches(from, to, "null");
    }

    /** Tells a number from a date or an address; which digits it has is the parser's business. */
    private boolean looksLikeNumber(int from, int to) {
        boolean digits = false;
        boolean fraction = false;
        boolean exponent = false;
        for (int at = bytes[from] == '-' ? from + 1 : from; at < to; at++) {
            byte b = bytes[at];
            if (b >= '0' && b <= '9') {
                digits = true;
            } else if (b == '.' && digits && !fraction && !exponent) {
                fraction = true;
            } else if ((b == 'e' || b == 'E') && digits && !exponent) {
                exponent = true;
                digits = false;
            } else if (!((b == '+' || b == '-') && exponent && !digits && isExponent(at - 1))) {
                return false;
            }
        }
        return digits;
    }

    private boolean isExponent(int at) {
        return bytes[at] == 'e' || bytes[at] == 'E';
    }

    private boolean matches(int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isScalar(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || b == '-'
                || b == '+'
                || b == '.'
                || b == 'E';
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
