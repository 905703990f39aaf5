package io.stacklens.model.batch;

import java.util.Arrays;

/** A column of floating-point numbers; NaN where a record has none. */
public final class DoubleColumn {

    private final double[] values;

    private DoubleColumn(double[] values) {
        this.values = values;
    }

    public double get(int row) {
        return values[row];
    }

    public boolean isPresent(int row) {
        return !Double.isNaN(values[row]);
    }

    static DoubleColumn absent(int rows) {
        double[] values = new double[rows];
        Arrays.fill(values, Double.NaN);
        return new DoubleColumn(values);
    }

    static DoubleColumn read(ByteReader in, int rows) {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = in.readDouble();
        }
        return new DoubleColumn(values);
    }
}
