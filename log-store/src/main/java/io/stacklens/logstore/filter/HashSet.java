package io.stacklens.logstore.filter;

import java.util.function.LongConsumer;

/** A set of 64-bit hashes that makes no objects. Not thread-safe. */
public final class HashSet {

    private static final int RECENT = 1 << 11;

    /**
     * Hashes added lately: most words come again soon, and these slots stay in the processor's
     * cache while the set outgrows it ({@code BlockBenchmark.write}).
     */
    private final long[] recent = new long[RECENT];

    private long[] slots;
    private int size;
    private boolean hasZero;

    /** Makes an empty set with room for a number of hashes; it grows when there are more. */
    public HashSet(int expected) {
        slots = new long[Integer.highestOneBit(Math.max(512, expected)) * 4];
    }

    public void add(long hash) {
        if (hash == 0) {
            size += hasZero ? 0 : 1;
            hasZero = true;
            return;
        }
        int place = (int) (hash >>> 32) & (RECENT - 1);
        if (recent[place] == hash) {
            return;
        }
        recent[place] = hash;
        if (size * 2 >= slots.length) {
            grow();
        }
        if (put(slots, hash)) {
            size++;
        }
    }

    public int size() {
        return size;
    }

    public void forEach(LongConsumer sink) {
        if (hasZero) {
            sink.accept(0);
        }
        for (long hash : slots) {
            if (hash != 0) {
                sink.accept(hash);
            }
        }
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                put(larger, hash);
            }
        }
        slots = larger;
    }

    /** Whether the hash was not there yet. */
    private static boolean put(long[] slots, long hash) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = hash;
        return true;
    }
}
