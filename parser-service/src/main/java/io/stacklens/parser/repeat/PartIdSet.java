package io.stacklens.parser.repeat;

import io.stacklens.model.batch.RequestPartId;

/**
 * A set of 128-bit names in one array: 16 bytes a slot, open addressing, no objects. The names are
 * hashes already, so their first bits say where they belong. Not thread-safe.
 */
final class PartIdSet {

    private static final int FIRST_SLOTS = 64;

    /** Two numbers a slot; both 0 means free. */
    private long[] slots = new long[2 * FIRST_SLOTS];

    private int size;

    /** Returns whether it was not there. */
    boolean add(RequestPartId id) {
        int at = find(id);
        if (!isFree(at)) {
            return false;
        }
        put(at, id.high(), low(id));
        size++;
        if (size > slots.length / 2 / 4 * 3) {
            resize(slots.length);
        }
        return true;
    }

    boolean contains(RequestPartId id) {
        return !isFree(find(id));
    }

    int size() {
        return size;
    }

    /** For a set that takes nothing more: leaves a fifth of the slots free, 20 bytes a name. */
    void trim() {
        resize(size + size / 4 + 1);
    }

    /** Where a name is, or the free slot where it belongs. */
    private int find(RequestPartId id) {
        int at = home(id.high(), slots.length);
        while (!isFree(at) && (slots[at] != id.high() || slots[at + 1] != low(id))) {
            at = at + 2 == slots.length ? 0 : at + 2;
        }
        return at;
    }

    private void resize(int slotCount) {
        long[] old = slots;
        slots = new long[2 * slotCount];
        for (int i = 0; i < old.length; i += 2) {
            if ((old[i] | old[i + 1]) != 0) {
                put(find(new RequestPartId(old[i], old[i + 1])), old[i], old[i + 1]);
            }
        }
    }

    private void put(int at, long high, long low) {
        slots[at] = high;
        slots[at + 1] = low;
    }

    private boolean isFree(int at) {
        return (slots[at] | slots[at + 1]) == 0;
    }

    private static int home(long high, int length) {
        return (int) Math.unsignedMultiplyHigh(high, length / 2) * 2;
    }

    /** A name of zeros alone would look like a free slot. */
    private static long low(RequestPartId id) {
        return (id.high() | id.low()) == 0 ? 1 : id.low();
    }
}
