package io.stacklens.parser.field;

import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

/**
 * Values that wait until the rest of the record is known. Few: a record has one or two of each
 * kind.
 */
final class LateValues {

    private static final int MOST = 16;

    private final @Nullable KnownField[] fields = new @Nullable KnownField[MOST];
    private final Slice[] keys = new Slice[MOST];
    private final Slice[] values = new Slice[MOST];
    private int size;

    LateValues() {
        for (int i = 0; i < MOST; i++) {
            keys[i] = new Slice();
            values[i] = new Slice();
        }
    }

    void clear() {
        size = 0;
    }

    boolean add(
            KnownField field,
            byte[] key,
            int keyStart,
            int keyEnd,
            byte[] value,
            int start,
            int end) {
        if (size == MOST) {
            return false;
        }
        fields[size] = field;
        keys[size].set(key, keyStart, keyEnd);
        values[size].set(value, start, end);
        size++;
        return true;
    }

    int size() {
        return size;
    }

    @Nullable KnownField field(int i) {
        return fields[i];
    }

    Slice key(int i) {
        return keys[i];
    }

    Slice value(int i) {
        return values[i];
    }
}
