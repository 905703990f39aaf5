package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import java.util.Arrays;

/** Builds a {@link LongColumn}. */
final class LongColumnBuilder implements ColumnBuilder {

    private final long absent;
    private long[] values = new long[64];
    private int size;

    LongColumnBuilder(long absent) {
        this.absent = absent;
    }

    void put(int row, long value) {
        fillTo(row);
        values[row] = value;
        size = Math.max(size, row + 1);
    }

    /** Gives rows from {@code first} on the numbers of some rows of another column. */
    void append(int first, LongColumn source, int[] sourceRows) {
        fillTo(first + sourceRows.length);
        for (int i = 0; i < sourceRows.length; i++) {
            values[first + i] = source.get(sourceRows[i]);
        }
    }

    @Override
    public Kind kind() {
        return Kind.LONG;
    }

    @Override
    public StoredColumn encode(int rows) {
        fillTo(rows);
        ByteWriter out = new ByteWriter(rows + 16);
        if (isConstant(rows)) {
            out.writeSignedVarint(rows == 0 ? absent : values[0]);
            return StoredColumn.of(Encoding.LONG_CONSTANT, out);
        }
        out.writeDeltas(values, rows);
        return StoredColumn.of(Encoding.LONG_DELTAS, out);
    }

    private boolean isConstant(int rows) {
        for (int row = 1; row < rows; row++) {
            if (values[row] != values[0]) {
                return false;
            }
        }
        return true;
    }

    private void fillTo(int row) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(row + 1, values.length * 2));
        }
        if (size < row) {
            Arrays.fill(values, size, row, absent);
            size = row;
        }
    }
}
