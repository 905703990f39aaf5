package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

/** Reads a line closely at a place where a secret may be. */
final class SecretPlaces {

    private static final String PEM_BEGIN = "-----BEGIN ";
    private static final String PEM_PRIVATE = "PRIVATE KEY";
    private static final String PEM_END = "-----END ";
    private static final String PEM_DASHES = "-----";
    private static final int LONGEST_PEM_LABEL = 40;
    private static final String BEARER = "bearer";
    private static final int SHORTEST_BEARER = 8;

    private SecretPlaces() {}

    /** Adds what is there; answers the place up to which the line needs no further look. */
    static int find(byte[] line, int start, int at, int end, Findings findings) {
        return switch (line[at]) {
            case '=' -> KeyedSecret.find(line, start, at, end, findings);
            case ':' ->
                    Ascii.startsWith("://", line, at, end)
                            ? url(line, at + 3, end, findings)
                            : KeyedSecret.find(line, start, at, end, findings);
            case ' ' -> KeyedSecret.findOption(line, start, at, end, findings);
            case '>' -> KeyedSecret.findElement(line, start, at, end, findings);
            case '_' -> token(line, start, at, end, findings);
            case 'e', 'A', 'x', 'g', 's', 'y' ->
                    isWordStart(line, start, at)
                            ? add(at, TokenForms.at(line, at, end), findings, at)
                            : at + 1;
            case 'b', 'B' ->
                    isWordStart(line, start, at) ? bearer(line, at, end, findings) : at + 1;
            case '-' -> privateKey(line, at, end, findings);
            default -> at + 1;
        };
    }

    /** The token behind the word Bearer, which anything can be that is long enough. */
    private static int bearer(byte[] line, int at, int end, Findings findings) {
        int from = at + BEARER.length();
        boolean isWord =
                from + 1 < end && line[from] == ' ' && Ascii.isIgnoringCase(BEARER, line, at, from);
        int stop = from + 1;
        boolean hasDigit = false;
        while (isWord && stop < end && TokenForms.isBase64Byte(line[stop])) {
            hasDigit |= Ascii.isDigit(line[stop]);
            stop++;
        }
        // token_type=Bearer expires_in=3600: that is the next pair.
        int sign = from + 1;
        while (sign < stop && (Ascii.isLetter(line[sign]) || line[sign] == '_')) {
            sign++;
        }
        boolean isPair = sign < stop - 1 && line[sign] == '=' && line[sign + 1] != '=';
        boolean isToken = isWord && hasDigit && !isPair && stop - from > SHORTEST_BEARER;
        return add(from + 1, isToken ? stop : -1, findings, at);
    }

    private static boolean isWordStart(byte[] line, int start, int at) {
        return at == start || !TokenForms.isTokenByte(line[at - 1]);
    }

    private static int add(int from, int stop, Findings findings, int at) {
        if (stop < 0) {
            return at + 1;
        }
        findings.add(from, stop, RedactionKind.TOKEN);
        return stop;
    }

    private static int token(byte[] line, int start, int at, int end, Findings findings) {
        int from = TokenForms.underscored(line, start, at);
        return from < 0 ? at + 1 : add(from, TokenForms.end(line, from, end), findings, at);
    }

    /** The password of {@code scheme://user:password@host}. */
    private static int url(byte[] line, int from, int end, Findings findings) {
        int colon = -1;
        int at = from;
        int sign = -1;
        while (at < end && !isBehindAuthority(line[at])) {
            if (line[at] == ':' && colon < 0) {
                colon = at;
            }
            if (line[at] == '@') {
                sign = at;
            }
            at++;
        }
        boolean isThere = colon >= 0 && sign > colon + 1;
        if (!isThere || Ascii.startsWith("[redacted", line, colon + 1, sign)) {
            return from;
        }
        findings.add(colon + 1, sign, RedactionKind.PASSWORD);
        return sign;
    }

    private static boolean isBehindAuthority(int b) {
        return b == '/'
                || b == '?'
                || b == '#'
                || b == '"'
                || b == '\''
                || b == '>'
                || Ascii.isSpace(b);
    }

    private static int privateKey(byte[] line, int at, int end, Findings findings) {
        if (!Ascii.startsWith(PEM_BEGIN, line, at, end)) {
            return at + 1;
        }
        int labelEnd = Math.min(end, at + LONGEST_PEM_LABEL);
        if (Ascii.indexOf(PEM_PRIVATE, line, at, labelEnd) < 0) {
            return at + PEM_BEGIN.length();
        }
        int stop = Ascii.indexOf(PEM_END, line, at, end);
        int dashes = stop < 0 ? -1 : Ascii.indexOf(PEM_DASHES, line, stop + PEM_END.length(), end);
        stop = dashes < 0 ? end : dashes + PEM_DASHES.length();
        findings.add(at, stop, RedactionKind.PRIVATE_KEY);
        return stop;
    }
}
