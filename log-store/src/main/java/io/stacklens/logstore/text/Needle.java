package io.stacklens.logstore.text;

import java.util.Arrays;

/**
 * Finds folded bytes in UTF-8 bytes, ASCII case ignored (Horspool's search). Bytes outside ASCII
 * must be the same; who looks for such text folds the haystack first.
 */
final class Needle {

    private final byte[] folded;
    private final int[] skips = new int[256];

    Needle(byte[] folded) {
        this.folded = folded;
        int last = folded.length - 1;
        Arrays.fill(skips, folded.length);
        for (int i = 0; i < last; i++) {
            int b = folded[i] & 0xFF;
            skips[b] = last - i;
            if (b >= 'a' && b <= 'z') {
                skips[b - 32] = last - i;
            }
        }
    }

    int length() {
        return folded.length;
    }

    byte[] bytes() {
        return folded;
    }

    /** Where the needle first begins at or after {@code from} and ends by {@code end}, or -1. */
    int find(byte[] utf8, int from, int end) {
        int last = folded.length - 1;
        if (last < 0) {
            return from;
        }
        byte lastByte = folded[last];
        int position = from + last;
        while (position < end) {
            byte b = utf8[position];
            if (Letters.lower(b) == lastByte && matchesAt(utf8, position - last, last)) {
                return position - last;
            }
            position += skips[b & 0xFF];
        }
        return -1;
    }

    boolean isAt(byte[] utf8, int position, int end) {
        return position + folded.length <= end && matchesAt(utf8, position, folded.length);
    }

    private boolean matchesAt(byte[] utf8, int position, int length) {
        for (int i = 0; i < length; i++) {
            if (Letters.lower(utf8[position + i]) != folded[i]) {
                return false;
            }
        }
        return true;
    }
}
