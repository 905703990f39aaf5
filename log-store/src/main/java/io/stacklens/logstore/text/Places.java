package io.stacklens.logstore.text;

import java.nio.charset.StandardCharsets;

/**
 * Where an ASCII text may be in a region of many values. The region is folded once, by setting a
 * bit of each byte, and then searched with the JVM's own search for strings: less than half the
 * work of a search that folds on its way (StoreBenchmark, substring). What is found there is only
 * possible: the bit also makes {@code @} and {@code `} the same, and a place may span two values.
 */
public final class Places {

    private static final int CASE_BIT = 0x20;

    private final String region;
    private final int start;
    private final String text;

    private Places(String region, int start, String text) {
        this.region = region;
        this.start = start;
        this.text = text;
    }

    static Places of(byte[] ascii, byte[] utf8, int start, int end) {
        return new Places(folded(utf8, start, end), start, folded(ascii, 0, ascii.length));
    }

    /** The first place at or after a position, or -1. */
    public int next(int position) {
        int found = region.indexOf(text, position - start);
        return found < 0 ? -1 : found + start;
    }

    private static String folded(byte[] bytes, int start, int end) {
        byte[] folded = new byte[end - start];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = (byte) (bytes[start + i] | CASE_BIT);
        }
        return new String(folded, StandardCharsets.ISO_8859_1);
    }
}
