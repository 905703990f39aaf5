package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import java.util.Arrays;

/** Builds a {@link DoubleColumn}. */
final class DoubleColumnBuilder implements ColumnBuilder {

    private double[] values = new double[64];
    private int size;

    void put(int row, double value) {
        fillTo(row);
        values[row] = value;
        size = Math.max(size, row + 1);
    }

    /** Gives rows from {@code first} on the numbers of some rows of another column. */
    void append(int first, DoubleColumn source, int[] sourceRows) {
        fillTo(first + sourceRows.length);
        for (int i = 0; i < sourceRows.length; i++) {
            values[first + i] = source.get(sourceRows[i]);
        }
    }

    @Override
    public Kind kind() {
        return Kind.DOUBLE;
    }

    @Override
    public StoredColumn encode(int rows) {
        fillTo(rows);
        ByteWriter out = new ByteWriter(rows * Double.BYTES);
        for (int row = 0; row < rows; row++) {
            out.writeDouble(values[row]);
        }
        return StoredColumn.of(Encoding.DOUBLES, out);
    }

    private void fillTo(int row) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(row + 1, values.length * 2));
        }
        if (size < row) {
            Arrays.fill(values, size, row, Double.NaN);
            size = row;
        }
    }
}
