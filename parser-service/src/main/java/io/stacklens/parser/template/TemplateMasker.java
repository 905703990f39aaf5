package io.stacklens.parser.template;

import io.stacklens.pipeline.text.Ascii;

/**
 * Makes the template of a body: its first line, words as they are, and {@code <*>} for what varies:
 * whatever has a digit in it (numbers, times, durations, sizes with their units, hexadecimal,
 * UUIDs, addresses), the names of months and days in dates, hardware addresses, paths and URLs with
 * their queries, e-mail addresses, quoted texts. One pass, no state: a body always has the same
 * template. Not thread-safe, since the text is built in one buffer.
 */
public final class TemplateMasker {

    /** Longest template in characters. */
    static final int LONGEST = 256;

    private static final byte[] VARIABLE = {'<', '*', '>'};
    private static final int SHORTEST_HEX = 8;
    private static final int MOST_BYTES = LONGEST * 4;

    private static final int DELIMITER = 1;
    private static final int DIGIT = 2;
    private static final int SLASH = 4;
    private static final int AT_SIGN = 8;

    /** Neither a hexadecimal digit nor a colon, as hardware addresses have between them. */
    private static final int NOT_HEX = 16;

    private static final int LONGEST_UNIT = 3;

    /** What each byte is: looked up, since this is the larger part of the work for a plain line. */
    private static final byte[] KINDS = kinds();

    private final byte[] text = new byte[MOST_BYTES];
    private int size;

    /** Masks a body; the result is in {@link #text} up to {@link #size}. */
    public void mask(byte[] body, int start, int end) {
        size = 0;
        int at = Ascii.skipSpaces(body, start, end);
        while (at < end && body[at] != '\n' && size < MOST_BYTES) {
            boolean isDelimiter = (KINDS[body[at] & 0xFF] & DELIMITER) != 0;
            at = isDelimiter ? delimiter(body, at, end) : token(body, at, end);
        }
        size = Ascii.trimEnd(text, 0, size);
        if (size > LONGEST) {
            cut();
        }
    }

    public byte[] text() {
        return text;
    }

    public int size() {
        return size;
    }

    private int delimiter(byte[] body, int at, int end) {
        int b = body[at];
        boolean isQuote = b == '"' || (b == '\'' && (at == 0 || !Ascii.isLetter(body[at - 1])));
        if (isQuote) {
            int close = closingQuote(body, at, end);
            if (close > 0) {
                variable();
                return close + 1;
            }
        }
        if (b == ' ' || b == '\t' || b == '\r') {
            add(' ');
            int next = at + 1;
            while (next < end && (body[next] == ' ' || body[next] == '\t' || body[next] == '\r')) {
                next++;
            }
            return next;
        }
        add(b);
        return at + 1;
    }

    /** Where a quote closes on the same line, or -1. */
    private static int closingQuote(byte[] body, int at, int end) {
        for (int i = at + 1; i < end && body[i] != '\n'; i++) {
            if (body[i] == '\\') {
                i++;
            } else if (body[i] == body[at]) {
                return i;
            }
        }
        return -1;
    }

    /** Adds a run of bytes without delimiters, masked when it varies; answers where it ends. */
    private int token(byte[] body, int start, int end) {
        int kinds = 0;
        int tokenEnd = start;
        while (tokenEnd < end) {
            int kind = KINDS[body[tokenEnd] & 0xFF];
            if ((kind & DELIMITER) != 0) {
                break;
            }
            kinds |= kind;
            tokenEnd++;
        }
        int wordEnd = tokenEnd;
        while (wordEnd > start + 1 && isEndMark(body[wordEnd - 1])) {
            wordEnd--;
        }
        if (isVariable(kinds, body, start, wordEnd, tokenEnd)) {
            return masked(kinds, body, start, wordEnd, tokenEnd, end);
        }
        if (tokenEnd - start > LONGEST_UNIT || !isMaskedShortWord(body, start, tokenEnd, end)) {
            add(body, start, tokenEnd);
        }
        return tokenEnd;
    }

    /** Adds the placeholder for the token, which may run on as a URL. */
    private int masked(int kinds, byte[] body, int start, int wordEnd, int tokenEnd, int end) {
        add(body, start, keyEnd(body, start, wordEnd));
        variable();
        if ((kinds & SLASH) != 0 && Ascii.indexOf("://", body, start, wordEnd) >= 0) {
            return urlEnd(body, wordEnd, end);
        }
        add(body, wordEnd, tokenEnd);
        return tokenEnd;
    }

    /** A query is part of a URL, though it has bytes that delimit other tokens. */
    private static int urlEnd(byte[] body, int from, int end) {
        int at = from;
        while (at < end && !isBehindUrl(body[at])) {
            at++;
        }
        while (at > from
                && (body[at - 1] == ',' || body[at - 1] == ';' || isEndMark(body[at - 1]))) {
            at--;
        }
        return at;
    }

    private static boolean isBehindUrl(int b) {
        return switch (b) {
            case ' ', '\t', '\r', '\n', '"', '\'', '<', '>', '(', ')', '[', ']', '{', '}' -> true;
            default -> false;
        };
    }

    /** The name of a month or a day in a date, and the unit of a size, vary with the number. */
    private boolean isMaskedShortWord(byte[] body, int start, int tokenEnd, int end) {
        if (body[tokenEnd - 1] == 'B' && isSizeUnit(body, start, tokenEnd) && isBehindNumber()) {
            size--; // the space before it
            return true;
        }
        if (tokenEnd - start == DateWords.LENGTH && DateWords.isDate(body, start, end)) {
            variable();
            return true;
        }
        return false;
    }

    private static boolean isSizeUnit(byte[] body, int start, int end) {
        return switch (body[start]) {
            case 'k', 'K', 'M', 'G', 'T', 'P' ->
                    end - start == 2 || (end - start == 3 && body[start + 1] == 'i');
            default -> false;
        };
    }

    private boolean isBehindNumber() {
        return size > VARIABLE.length
                && text[size - 1] == ' '
                && text[size - 2] == '>'
                && text[size - 3] == '*';
    }

    private static boolean isVariable(int kinds, byte[] body, int start, int end, int tokenEnd) {
        if ((kinds & DIGIT) != 0) {
            return true;
        }
        if ((kinds & SLASH) != 0 && isPath(body, start, end)) {
            return true;
        }
        if ((kinds & AT_SIGN) != 0 && body[start] != '@' && body[end - 1] != '@') {
            return true;
        }
        boolean mayBeHex = (kinds & NOT_HEX) == 0 || end < tokenEnd;
        return mayBeHex && end - start >= SHORTEST_HEX && isHex(body, start, end);
    }

    /** More than one slash, or one at the begin: {@code and/or} is none. */
    private static boolean isPath(byte[] body, int start, int end) {
        int slashes = 0;
        for (int at = start; at < end; at++) {
            slashes += body[at] == '/' || body[at] == '\\' ? 1 : 0;
        }
        return slashes > 1 || (slashes == 1 && body[start] == '/' && end - start > 1);
    }

    private static boolean isHex(byte[] body, int start, int end) {
        int at = start;
        while (at < end && (Ascii.isHex(body[at]) || body[at] == ':')) {
            at++;
        }
        return at == end;
    }

    /** Keeps the name of {@code user:42}, but not the begin of a time, an address or a URL. */
    private static int keyEnd(byte[] body, int start, int end) {
        int colon = Ascii.find(':', body, start, end);
        if (colon + 1 >= end || body[colon + 1] == '/' || body[colon + 1] == ':') {
            return start;
        }
        boolean isWord = false;
        for (int at = start; at < colon; at++) {
            if (Ascii.isDigit(body[at]) || body[at] == '/') {
                return start;
            }
            isWord |= !Ascii.isHex(body[at]);
        }
        return isWord ? colon + 1 : start;
    }

    private void variable() {
        // Lists vary in length: neighbours without a space between them count once.
        boolean isRepeated =
                size >= 4
                        && text[size - 1] == ','
                        && text[size - 2] == '>'
                        && text[size - 3] == '*'
                        && text[size - 4] == '<';
        if (isRepeated) {
            size--;
        } else {
            add(VARIABLE, 0, VARIABLE.length);
        }
    }

    private void add(int b) {
        if (size < MOST_BYTES) {
            text[size++] = (byte) b;
        }
    }

    private void add(byte[] bytes, int start, int end) {
        int length = Math.min(end - start, MOST_BYTES - size);
        System.arraycopy(bytes, start, text, size, length);
        size += length;
    }

    private void cut() {
        int characters = 0;
        int at = 0;
        while (at < size) {
            boolean isBeginOfCharacter = (text[at] & 0xC0) != 0x80;
            if (isBeginOfCharacter && characters++ == LONGEST) {
                break;
            }
            at++;
        }
        size = at;
    }

    private static boolean isEndMark(int b) {
        return b == '.' || b == ':' || b == '!' || b == '?';
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int b = 0; b < kinds.length; b++) {
            kinds[b] = (byte) (b == ':' || Ascii.isHex(b) ? 0 : NOT_HEX);
        }
        " \t\n\r,;()[]{}<>\"'=|".chars().forEach(c -> kinds[c] = DELIMITER);
        "0123456789".chars().forEach(c -> kinds[c] = DIGIT);
        "/\\".chars().forEach(c -> kinds[c] |= SLASH);
        kinds['@'] |= AT_SIGN;
        return kinds;
    }
}
