package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

import java.util.Arrays;

/** Tokens that show by how they begin what they are. */
final class TokenForms {

    private static final String[] UNDERSCORED = {
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "slk_",
        "npm_",
        "sk_live_",
        "sk_test_",
        "rk_live_",
        "rk_test_",
        "whsec_",
        "dop_v1_"
    };
    private static final String[] OTHERS = {
        "xoxb-",
        "xoxp-",
        "xoxa-",
        "xoxr-",
        "xoxs-",
        "xoxe-",
        "xoxo-",
        "xoxe.",
        "glpat-",
        "sk-ant-",
        "sk-proj-",
        "ya29.",
        "AIza"
    };
    private static final String[][] UNDERSCORED_BY_END = new String[128][];

    static {
        for (int end = 0; end < UNDERSCORED_BY_END.length; end++) {
            int b = end;
            UNDERSCORED_BY_END[end] =
                    Arrays.stream(UNDERSCORED)
                            .filter(prefix -> prefix.charAt(prefix.length() - 2) == b)
                            .toArray(String[]::new);
        }
    }

    private static final int SHORTEST_TOKEN = 18;
    private static final int SHORTEST_JWT = 20;
    private static final int AWS_LENGTH = 20;

    private TokenForms() {}

    /** Where the token begins whose prefix ends with the underscore at this place, or -1. */
    static int underscored(byte[] line, int start, int underscore) {
        int before = underscore > start ? line[underscore - 1] : -1;
        if (before < 0) {
            return -1;
        }
        for (String prefix : UNDERSCORED_BY_END[before]) {
            int from = underscore + 1 - prefix.length();
            if (from >= start && line[underscore - 2] == prefix.charAt(prefix.length() - 3)) {
                boolean isWord = from == start || !isTokenByte(line[from - 1]);
                if (isWord && Ascii.startsWith(prefix, line, from, underscore + 1)) {
                    return from;
                }
            }
        }
        return -1;
    }

    /** End of the token that begins here with a prefix, or -1 when it is too short. */
    static int end(byte[] line, int from, int end) {
        int stop = tokenEnd(line, from, end);
        return stop - from >= SHORTEST_TOKEN ? stop : -1;
    }

    /** End of a token that begins here, in whatever form, or -1. */
    static int at(byte[] line, int at, int end) {
        if (at >= end) {
            return -1;
        }
        for (String prefix : OTHERS) {
            if (line[at] == prefix.charAt(0) && Ascii.startsWith(prefix, line, at, end)) {
                int stop = dottedEnd(line, at, end);
                return stop - at >= SHORTEST_TOKEN ? stop : -1;
            }
        }
        return switch (line[at]) {
            case 'e' -> jwt(line, at, end);
            case 'A' -> aws(line, at, end);
            default -> -1;
        };
    }

    /**
     * A JSON Web Token: two or three parts of base64 with dots between, the first a JSON object.
     */
    static int jwt(byte[] line, int at, int end) {
        if (!Ascii.startsWith("eyJ", line, at, end)) {
            return -1;
        }
        int dot = tokenEnd(line, at, end);
        boolean hasPayload = dot < end - 1 && line[dot] == '.' && isTokenByte(line[dot + 1]);
        int stop = hasPayload ? dottedEnd(line, at, end) : dot;
        return hasPayload && stop - at >= SHORTEST_JWT ? stop : -1;
    }

    /** An access key of AWS: AKIA or ASIA and sixteen capitals and digits. */
    static int aws(byte[] line, int at, int end) {
        boolean isPrefixed =
                Ascii.startsWith("AKIA", line, at, end) || Ascii.startsWith("ASIA", line, at, end);
        if (!isPrefixed) {
            return -1;
        }
        int stop = at;
        while (stop < end && (Ascii.isUpper(line[stop]) || Ascii.isDigit(line[stop]))) {
            stop++;
        }
        boolean isWhole = stop == end || !isTokenByte(line[stop]);
        return stop - at == AWS_LENGTH && isWhole ? stop : -1;
    }

    static boolean isTokenByte(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b) || b == '_' || b == '-';
    }

    static boolean isBase64Byte(int b) {
        return isTokenByte(b) || b == '.' || b == '/' || b == '+' || b == '=' || b == '~';
    }

    private static int tokenEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && isTokenByte(line[at])) {
            at++;
        }
        return at;
    }

    /** As a token, with dots inside of it, but not the full stop behind it. */
    private static int dottedEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && (isTokenByte(line[at]) || line[at] == '.')) {
            at++;
        }
        while (at > start && line[at - 1] == '.') {
            at--;
        }
        return at;
    }
}
