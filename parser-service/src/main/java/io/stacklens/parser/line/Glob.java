package io.stacklens.parser.line;

import java.nio.charset.StandardCharsets;

/** A text with {@code *} for any text. */
public final class Glob {

    private final byte[] pattern;
    private final boolean isAny;

    public Glob(String text) {
        pattern = text.getBytes(StandardCharsets.UTF_8);
        isAny = text.equals("*");
    }

    public boolean matches(String text) {
        if (isAny) {
            return true;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return matches(bytes, 0, bytes.length);
    }

    public boolean matches(byte[] bytes, int start, int end) {
        if (isAny) {
            return true;
        }
        int at = start;
        int in = 0;
        int star = -1;
        int behindStar = start;
        while (at < end) {
            if (in < pattern.length && pattern[in] == '*') {
                star = in++;
                behindStar = at;
            } else if (in < pattern.length && pattern[in] == bytes[at]) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++behindStar;
            } else {
                return false;
            }
        }
        while (in < pattern.length && pattern[in] == '*') {
            in++;
        }
        return in == pattern.length;
    }

    @Override
    public String toString() {
        return new String(pattern, StandardCharsets.UTF_8);
    }
}
