package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import java.util.Arrays;

/** Builds a {@link MapColumn}; the pairs of a row are given one after the other. */
final class MapColumnBuilder implements ColumnBuilder {

    private final BytesDictionary keys = new BytesDictionary();
    private final ByteWriter pairs = new ByteWriter(64);
    private final ByteWriter values = new ByteWriter(256);
    private int[] pairCounts = new int[64];
    private int lastRow;

    void put(
            int row,
            byte[] key,
            int keyOffset,
            int keyLength,
            byte[] value,
            int valueOffset,
            int valueLength) {
        if (row < lastRow) {
            throw new IllegalStateException("row %d after row %d".formatted(row, lastRow));
        }
        if (row >= pairCounts.length) {
            pairCounts = Arrays.copyOf(pairCounts, Math.max(row + 1, pairCounts.length * 2));
        }
        lastRow = row;
        pairCounts[row]++;
        pairs.writeVarint(keys.number(key, keyOffset, keyLength));
        pairs.writeVarint(valueLength);
        values.writeBytes(value, valueOffset, valueLength);
    }

    @Override
    public Kind kind() {
        return Kind.MAP;
    }

    @Override
    public StoredColumn encode(int rows) {
        ByteWriter out = new ByteWriter(rows + pairs.size() + values.size() + 256);
        keys.writeTo(out);
        for (int row = 0; row < rows; row++) {
            out.writeVarint(row < pairCounts.length ? pairCounts[row] : 0);
        }
        out.writeAll(pairs);
        out.writeAll(values);
        return StoredColumn.of(Encoding.MAPS, out);
    }
}
