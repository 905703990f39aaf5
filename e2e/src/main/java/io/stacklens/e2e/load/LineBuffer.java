package io.stacklens.e2e.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and are filled anew again and again. */
final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 19;

    private byte[] bytes = new byte[64 << 10];
    private int size;

    /** Valid up to {@link #size}, until the next change. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void put(char ascii) {
        makeRoom(1);
        bytes[size++] = (byte) ascii;
    }

    void put(byte[] text) {
        put(text, text.length);
    }

    void put(LineBuffer other) {
        put(other.bytes, other.size);
    }

    /** A part of another buffer. */
    void put(LineBuffer other, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(other.bytes, from, bytes, size, to - from);
        size += to - from;
    }

    /** Where a byte occurs from an index on, or the end. */
    int find(char ascii, int from) {
        int at = from;
        while (at < size && bytes[at] != ascii) {
            at++;
        }
        return at;
    }

    private void put(byte[] text, int length) {
        makeRoom(length);
        System.arraycopy(text, 0, bytes, size, length);
        size += length;
    }

    /** A number of 0 or more. */
    void putNumber(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        putDigits(number, digits);
    }

    /** The last so many digits of a number, with leading zeros. */
    void putDigits(long number, int digits) {
        makeRoom(MOST_DIGITS);
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** The last so many hexadecimal digits, at most 16. */
    void putHex(long bits, int digits) {
        makeRoom(MOST_DIGITS);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(int) (bits >>> shift) & 15];
        }
    }

    private void makeRoom(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
