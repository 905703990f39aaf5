package io.stacklens.parser.line;

import io.stacklens.pipeline.text.Ascii;

import java.util.Arrays;

/**
 * The attributes of one line, in the order they were met, as slices. Beyond the limits a key or a
 * value is cut and further attributes are left out; both are counted. Not thread-safe.
 */
public final class Attributes {

    private final AttributeLimits limits;
    private Slice[] keys = new Slice[0];
    private Slice[] values = new Slice[0];
    private int size;
    private int cut;
    private int leftOut;

    Attributes(AttributeLimits limits) {
        this.limits = limits;
    }

    void clear() {
        size = 0;
        cut = 0;
        leftOut = 0;
    }

    void add(byte[] key, int keyStart, int keyEnd, byte[] value, int valueStart, int valueEnd) {
        if (size == limits.maxCount()) {
            leftOut++;
            return;
        }
        int boundedKeyEnd = bounded(key, keyStart, keyEnd, limits.maxKeyBytes());
        int boundedValueEnd = bounded(value, valueStart, valueEnd, limits.maxValueBytes());
        if (boundedKeyEnd < keyEnd || boundedValueEnd < valueEnd) {
            cut++;
        }
        addWhole(key, keyStart, boundedKeyEnd, value, valueStart, boundedValueEnd);
    }

    /** Adds an attribute whatever the limits say. */
    void addWhole(
            byte[] key, int keyStart, int keyEnd, byte[] value, int valueStart, int valueEnd) {
        if (size == keys.length) {
            grow();
        }
        keys[size].set(key, keyStart, keyEnd);
        values[size].set(value, valueStart, valueEnd);
        size++;
    }

    public int size() {
        return size;
    }

    /** Where the attribute of this key stands, or -1. */
    public int indexOf(byte[] key, int start, int end) {
        for (int i = 0; i < size; i++) {
            Slice known = keys[i];
            if (Arrays.equals(known.bytes(), known.start(), known.end(), key, start, end)) {
                return i;
            }
        }
        return -1;
    }

    /** Takes an attribute out; those behind it move up. */
    public void remove(int i) {
        Slice key = keys[i];
        Slice value = values[i];
        size--;
        System.arraycopy(keys, i + 1, keys, i, size - i);
        System.arraycopy(values, i + 1, values, i, size - i);
        keys[size] = key;
        values[size] = value;
    }

    public Slice key(int i) {
        return keys[i];
    }

    public Slice value(int i) {
        return values[i];
    }

    /** How many keys or values were cut. */
    public int cut() {
        return cut;
    }

    /** How many attributes were left out. */
    public int leftOut() {
        return leftOut;
    }

    void addAll(Attributes others) {
        for (int i = 0; i < others.size; i++) {
            Slice key = others.keys[i];
            Slice value = others.values[i];
            add(key.bytes(), key.start(), key.end(), value.bytes(), value.start(), value.end());
        }
        cut += others.cut;
        leftOut += others.leftOut;
    }

    private static int bounded(byte[] bytes, int start, int end, int maxBytes) {
        return end - start <= maxBytes
                ? end
                : Ascii.characterBoundary(bytes, start, start + maxBytes);
    }

    private void grow() {
        int length = Math.max(16, size * 2);
        keys = Arrays.copyOf(keys, length);
        values = Arrays.copyOf(values, length);
        for (int i = size; i < length; i++) {
            keys[i] = new Slice();
            values[i] = new Slice();
        }
    }
}
