package io.stacklens.parser.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Checks that bytes are UTF-8 without NUL, which PostgreSQL's texts cannot hold, and mends them.
 */
final class Utf8 {

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private Utf8() {}

    static boolean isClean(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            if (at + Long.BYTES <= end && isPlain((long) WORDS.get(bytes, at))) {
                at += Long.BYTES;
                continue;
            }
            int b = bytes[at];
            if (b > 0) {
                at++;
                continue;
            }
            int length = sequenceLength(bytes, at, end);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /**
     * Whether eight bytes at once are ASCII and not NUL: taking one away from NUL sets its high
     * bit.
     */
    private static boolean isPlain(long word) {
        return ((word | (word - LOW_BITS)) & HIGH_BITS) == 0;
    }

    /** The text with U+FFFD for every byte that belongs to no character, and for NUL. */
    static byte[] mended(byte[] bytes, int start, int end) {
        String decoded = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        return decoded.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of the well-formed sequence that begins here with a byte above ASCII, or 0. */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return isContinuation(bytes, at + 1, end) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            boolean isWhole =
                    isContinuation(bytes, at + 1, end) && isContinuation(bytes, at + 2, end);
            return isWhole && isShortestForm(first, bytes[at + 1] & 0xFF) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            boolean isWhole =
                    isContinuation(bytes, at + 1, end)
                            && isContinuation(bytes, at + 2, end)
                            && isContinuation(bytes, at + 3, end);
            return isWhole && isShortestForm(first, bytes[at + 1] & 0xFF) ? 4 : 0;
        }
        return 0;
    }

    /** Neither an overlong form, nor a surrogate, nor beyond U+10FFFF. */
    private static boolean isShortestForm(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second <= 0x9F;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second <= 0x8F;
            default -> true;
        };
    }

    private static boolean isContinuation(byte[] bytes, int at, int end) {
        return at < end && (bytes[at] & 0xC0) == 0x80;
    }
}
