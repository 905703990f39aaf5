package io.stacklens.parser.line;

import java.util.Arrays;

/**
 * Room for the bytes that a line does not hold as they are needed: unescaped texts, joined names.
 * Slices taken from it stay good until {@link #clear}, also when it grows. Not thread-safe.
 */
public final class Scratch {

    private byte[] bytes = new byte[4096];
    private int size;

    public void clear() {
        size = 0;
    }

    /** Where the next byte goes. */
    public int position() {
        return size;
    }

    /** Gives back what was added from this position on. */
    public void rewind(int position) {
        size = position;
    }

    /** The array as it is now: ask again after adding, since it may have been replaced by then. */
    public byte[] bytes() {
        return bytes;
    }

    public void add(int b) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) b;
    }

    public void add(byte[] source, int start, int end) {
        int length = end - start;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
        }
        System.arraycopy(source, start, bytes, size, length);
        size += length;
    }

    public void add(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            add(ascii.charAt(i));
        }
    }

    /** Adds a character as UTF-8; a half of a surrogate pair becomes U+FFFD. */
    public void addCodePoint(int codePoint) {
        int c = codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
        if (c < 0x80) {
            add(c);
        } else if (c < 0x800) {
            add(0xC0 | (c >> 6));
            add(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            add(0xE0 | (c >> 12));
            add(0x80 | ((c >> 6) & 0x3F));
            add(0x80 | (c & 0x3F));
        } else {
            add(0xF0 | (c >> 18));
            add(0x80 | ((c >> 12) & 0x3F));
            add(0x80 | ((c >> 6) & 0x3F));
            add(0x80 | (c & 0x3F));
        }
    }
}
