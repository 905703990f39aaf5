package io.stacklens.parser.template;

import io.stacklens.parser.line.Ascii;

/**
 * Makes the template of a body: its first line, words as they are, and {@code <*>} for what varies:
 * whatever has a digit in it (numbers, times, durations, hexadecimal, UUIDs, addresses), paths and
 * URLs, e-mail addresses, quoted texts. One pass, no state: a body always has the same template.
 * Not thread-safe, since the text is built in one buffer.
 */
public final class TemplateMasker {

    /** Longest template in characters. */
    static final int LONGEST = 256;

    private static final byte[] VARIABLE = {'<', '*', '>'};
    private static final int SHORTEST_HEX = 8;

    private final byte[] text = new byte[LONGEST * 4];
    private int size;
    private int characters;

    /** Masks a body; the result is in {@link #text} up to {@link #size}. */
    public void mask(byte[] body, int start, int end) {
        size = 0;
        characters = 0;
        int at = Ascii.skipSpaces(body, start, end);
        while (at < end && body[at] != '\n' && characters < LONGEST) {
            if (isDelimiter(body[at])) {
                at = delimiter(body, at, end);
            } else {
                int tokenEnd = tokenEnd(body, at, end);
                token(body, at, tokenEnd);
                at = tokenEnd;
            }
        }
        while (size > 0 && Ascii.isSpace(text[size - 1])) {
            size--;
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

    private static int tokenEnd(byte[] body, int start, int end) {
        int at = start;
        while (at < end && !isDelimiter(body[at])) {
            at++;
        }
        return at;
    }

    private void token(byte[] body, int start, int end) {
        int wordEnd = end;
        while (wordEnd > start + 1 && isEndMark(body[wordEnd - 1])) {
            wordEnd--;
        }
        if (isVariable(body, start, wordEnd)) {
            int keyEnd = keyEnd(body, start, wordEnd);
            for (int at = start; at < keyEnd; at++) {
                add(body[at]);
            }
            variable();
        } else {
            for (int at = start; at < wordEnd; at++) {
                add(body[at]);
            }
        }
        for (int at = wordEnd; at < end; at++) {
            add(body[at]);
        }
    }

    private static boolean isVariable(byte[] body, int start, int end) {
        int hex = 0;
        int slashes = 0;
        boolean hasAt = false;
        for (int at = start; at < end; at++) {
            int b = body[at];
            if (Ascii.isDigit(b)) {
                return true;
            }
            hex += Ascii.isHex(b) ? 1 : 0;
            slashes += b == '/' || b == '\\' ? 1 : 0;
            hasAt |= b == '@' && at > start && at + 1 < end;
        }
        int length = end - start;
        boolean isHex = hex == length && length >= SHORTEST_HEX;
        boolean isPath = slashes > 1 || (slashes == 1 && body[start] == '/' && length > 1);
        return isHex || isPath || hasAt;
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
        // Lists vary in length: neighbours of the same kind count once.
        boolean isRepeated =
                size >= 5
                        && text[size - 1] == ','
                        && text[size - 2] == '>'
                        && text[size - 3] == '*'
                        && text[size - 4] == '<';
        if (isRepeated) {
            size--;
            characters--;
            return;
        }
        for (byte b : VARIABLE) {
            add(b);
        }
    }

    private void add(int b) {
        boolean isContinuation = (b & 0xC0) == 0x80;
        if (characters >= LONGEST && !isContinuation || size == text.length) {
            return;
        }
        characters += isContinuation ? 0 : 1;
        text[size++] = (byte) b;
    }

    private static boolean isDelimiter(int b) {
        return switch (b) {
            case ' ',
                    '\t',
                    '\n',
                    '\r',
                    ',',
                    ';',
                    '(',
                    ')',
                    '[',
                    ']',
                    '{',
                    '}',
                    '<',
                    '>',
                    '"',
                    '\'',
                    '=',
                    '|' ->
                    true;
            default -> false;
        };
    }

    private static boolean isEndMark(int b) {
        return b == '.' || b == ':' || b == '!' || b == '?';
    }
}
