package io.stacklens.model.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers distinct byte strings in the order they come: an open-addressing hash set of slices.
 * Neighbours are often equal, so the entry found last is tried first.
 */
final class BytesDictionary {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final ByteWriter bytes = new ByteWriter(256);
    private int[] starts = new int[17];
    private int[] hashes = new int[16];
    private int[] slots = new int[32];
    private int size;
    private int last;

    /** The number of a text; a new one if it was not seen before. */
    int number(byte[] source, int offset, int length) {
        if (last < size && equals(last, source, offset, length)) {
            return last;
        }
        int hash = hash(source, offset, length);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int entry = slots[slot] - 1;
            if (hashes[entry] == hash && equals(entry, source, offset, length)) {
                last = entry;
                return entry;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = size + 1;
        last = size;
        add(hash, source, offset, length);
        return last;
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

    private void add(int hash, byte[] source, int offset, int length) {
        bytes.writeBytes(source, offset, length);
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            starts = Arrays.copyOf(starts, size * 2 + 1);
        }
        hashes[size] = hash;
        starts[++size] = bytes.size();
        if (size * 2 > slots.length) {
            rehash();
        }
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int entry = 0; entry < size; entry++) {
            int slot = hashes[entry] & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = entry + 1;
        }
    }

    /** Eight bytes at a time: templates and paths are long. */
    private static int hash(byte[] source, int offset, int length) {
        long hash = length * MIX;
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(source, at)) * MIX;
            hash ^= hash >>> 29;
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << Byte.SIZE | (source[at] & 0xFF);
        }
        hash = (hash ^ rest) * MIX;
        return (int) (hash ^ hash >>> 32);
    }
}
