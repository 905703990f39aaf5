package io.stacklens.model.batch;

import java.util.Arrays;

/** Numbers distinct byte strings in the order they come: an open-addressing hash set of slices. */
final class BytesDictionary {

    private final ByteWriter bytes = new ByteWriter(256);
    private int[] starts = new int[17];
    private int[] slots = new int[32];
    private int size;

    /** The number of a text; a new one if it was not seen before. */
    int number(byte[] source, int offset, int length) {
        int slot = hash(source, offset, length) & (slots.length - 1);
        while (slots[slot] != 0) {
            int entry = slots[slot] - 1;
            if (equals(entry, source, offset, length)) {
                return entry;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = size + 1;
        bytes.writeBytes(source, offset, length);
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[++size] = bytes.size();
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    /** Writes the number of entries, then each as length and bytes. */
    void writeTo(ByteWriter out) {
        out.writeVarint(size);
        for (int entry = 0; entry < size; entry++) {
            int length = starts[entry + 1] - starts[entry];
            out.writeVarint(length);
            out.writeBytes(bytes.array(), starts[entry], length);
        }
    }

    private boolean equals(int entry, byte[] source, int offset, int length) {
        return Arrays.equals(
                bytes.array(), starts[entry], starts[entry + 1], source, offset, offset + length);
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int entry = 0; entry < size; entry++) {
            int hash = hash(bytes.array(), starts[entry], starts[entry + 1] - starts[entry]);
            int slot = hash & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = entry + 1;
        }
    }

    private static int hash(byte[] source, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + source[i];
        }
        return hash ^ (hash >>> 15);
    }
}
