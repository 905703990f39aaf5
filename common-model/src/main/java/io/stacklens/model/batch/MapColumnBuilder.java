package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import java.nio.charset.StandardCharsets;
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

    /**
     * Gives rows from {@code first} on, which have none yet, the pairs of some rows of another
     * column.
     */
    void append(int first, MapColumn source, int[] sourceRows) {
        int[] numbers = new int[source.keyCount()];
        for (int key = 0; key < numbers.length; key++) {
            byte[] text = source.keyText(key).getBytes(StandardCharsets.UTF_8);
            numbers[key] = keys.number(text, 0, text.length);
        }
        for (int i = 0; i < sourceRows.length; i++) {
            int firstPair = source.firstPair(sourceRows[i]);
            int end = source.firstPair(sourceRows[i] + 1);
            if (firstPair == end) {
                continue;
            }
            begin(first + i);
            pairCounts[first + i] = end - firstPair;
            for (int pair = firstPair; pair < end; pair++) {
                pairs.writeVarint(numbers[source.keyNumber(pair)]);
                pairs.writeVarint(source.valueLength(pair));
            }
            int start = source.valueOffset(firstPair);
            int length = source.valueOffset(end - 1) + source.valueLength(end - 1) - start;
            values.writeBytes(source.bytes(), start, length);
            end(first + i);
        }
    }

    @Override
    public Kind kind() {
        return Kind.MAP;
    }

    @Override
    public StoredColumn encode(int rows) {
        ByteWriter out = new ByteWriter(rows + pairs.size() + values.size() + 256);
        keys.writeTo(out);
        out.writeVarints(
                rows <= pairCounts.length ? pairCounts : Arrays.copyOf(pairCounts, rows), rows);
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
