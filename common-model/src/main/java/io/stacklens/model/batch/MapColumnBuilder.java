package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import java.util.Arrays;

/** Builds a {@link MapColumn}; the pairs of a row are given one after the other. */
final class MapColumnBuilder implements ColumnBuilder {

    private final BytesDictionary keys = new BytesDictionary();
    private final ByteWriter pairs = new ByteWriter(64);
    private final ByteWriter values = new ByteWriter(256);
    private int[] pairCounts = new int[64];

    /** Where each row's bytes end in {@link #pairs} and {@link #values}. */
    private int[] pairEnds = new int[64];

    private int[] valueEnds = new int[64];
    private int lastRow = -1;

    void put(
            int row,
            byte[] key,
            int keyOffset,
            int keyLength,
            byte[] value,
            int valueOffset,
            int valueLength) {
        begin(row);
        pairCounts[row]++;
        pairs.writeVarint(keys.number(key, keyOffset, keyLength));
        pairs.writeVarint(valueLength);
        values.writeBytes(value, valueOffset, valueLength);
        end(row);
    }

    /** Gives a row, which has none yet, the pairs of an earlier one. */
    void repeat(int earlier, int row) {
        if (earlier > lastRow) {
            return;
        }
        begin(row);
        pairCounts[row] = pairCounts[earlier];
        pairs.writeRange(start(pairEnds, earlier), pairEnds[earlier]);
        values.writeRange(start(valueEnds, earlier), valueEnds[earlier]);
        end(row);
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

    private void begin(int row) {
        if (row < lastRow) {
            throw new IllegalStateException("row %d after row %d".formatted(row, lastRow));
        }
        if (row >= pairCounts.length) {
            int length = Math.max(row + 1, pairCounts.length * 2);
            pairCounts = Arrays.copyOf(pairCounts, length);
            pairEnds = Arrays.copyOf(pairEnds, length);
            valueEnds = Arrays.copyOf(valueEnds, length);
        }
        while (lastRow < row) {
            end(++lastRow);
        }
    }

    private void end(int row) {
        pairEnds[row] = pairs.size();
        valueEnds[row] = values.size();
    }

    private static int start(int[] ends, int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
