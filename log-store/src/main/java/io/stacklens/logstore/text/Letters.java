package io.stacklens.logstore.text;

import java.nio.charset.StandardCharsets;

/**
 * Which characters are the same when case does not matter. Code point by code point, without a
 * locale; and a character outside ASCII never equals one inside (no dotless i, no Kelvin sign), so
 * that an ASCII word can be looked for in the bytes as they are.
 */
public final class Letters {

    private static final byte[] ASCII = new byte[256];
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (int b = 0; b < 256; b++) {
            ASCII[b] = (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
        }
        for (int b = 0; b < 128; b++) {
            TOKEN[b] = Character.isLetterOrDigit(b) || b == '_';
        }
    }

    private Letters() {}

    /** The lower-case form of an ASCII byte; any other byte as it is. */
    static byte lower(byte b) {
        return ASCII[b & 0xFF];
    }

    static int fold(int codePoint) {
        if (codePoint < 128) {
            return ASCII[codePoint];
        }
        int folded = Character.toLowerCase(Character.toUpperCase(codePoint));
        return folded < 128 ? codePoint : folded;
    }

    /** The text with each character replaced by the one that stands for all its cases. */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> folded.appendCodePoint(fold(c)));
        return folded.toString();
    }

    public static byte[] foldedUtf8(String text) {
        return fold(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The folded form of UTF-8 bytes. */
    public static byte[] foldedUtf8(byte[] utf8, int offset, int length) {
        return foldedUtf8(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    /** Whether a token may hold the character: a letter, a digit or {@code _}. */
    static boolean isToken(int codePoint) {
        return codePoint < 128 ? TOKEN[codePoint] : Character.isLetterOrDigit(codePoint);
    }

    public static boolean isAscii(byte[] utf8) {
        for (byte b : utf8) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
