package io.stacklens.logstore.text;

import java.nio.charset.StandardCharsets;

/**
 * A region of many values, folded once by setting a bit of each byte and then searched with the
 * JVM's own search for strings: less than half the work of a search that folds on its way
 * (StoreBenchmark, substring), and the folding is shared by all searches in the region
 * (MatchBenchmark). What is found is only possible: the bit also makes {@code @} and {@code `} the
 * same, and a place may span two values.
 */
public final class FoldedText {

    private static final int CASE_BIT = 0x20;

    private final String region;
    private final int start;

    private FoldedText(String region, int start) {
        this.region = region;
        this.start = start;
    }

    /** The region from {@code start} up to {@code end}. */
    public static FoldedText of(byte[] utf8, int start, int end) {
        return new FoldedText(folded(utf8, start, end), start);
    }

    /** Where a folded text is first at or after a position of the bytes, or -1. */
    int next(String folded, int position) {
        int found = region.indexOf(folded, position - start);
        return found < 0 ? -1 : found + start;
    }

    static String folded(byte[] bytes, int start, int end) {
        byte[] folded = new byte[end - start];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = (byte) (bytes[start + i] | CASE_BIT);
        }
        return new String(folded, StandardCharsets.ISO_8859_1);
    }
}
