package io.stacklens.enrichment.risk;

/**
 * Where each combination of signs was first seen in a batch. A batch has a few of them; beyond a
 * few hundred no more are remembered.
 */
final class SeenCombinations {

    private static final int SLOTS = 1 << 10;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** 0 is no combination. */
    private final long[] combinations = new long[SLOTS];

    private final int[] rows = new int[SLOTS];
    private int size;

    /** The row that had it first, or -1 if it is this one. */
    int firstRow(long combination, int row) {
        int slot = (int) ((combination * SPREAD) >>> 54);
        while (combinations[slot] != 0) {
            if (combinations[slot] == combination) {
                return rows[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        if (size < SLOTS / 2) {
            combinations[slot] = combination;
            rows[slot] = row;
            size++;
        }
        return -1;
    }
}
