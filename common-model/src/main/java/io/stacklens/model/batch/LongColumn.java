package io.stacklens.model.batch;

import java.util.Arrays;

/** A column of numbers. */
public final class LongColumn {

    private final long[] values;

    private LongColumn(long[] values) {
        this.values = values;
    }

    public long get(int row) {
        return values[row];
    }

    static LongColumn constant(long value, int rows) {
        long[] values = new long[rows];
        Arrays.fill(values, value);
        return new LongColumn(values);
    }

    static LongColumn read(Encoding encoding, ByteReader in, int rows) {
        if (encoding == Encoding.LONG_CONSTANT) {
            return constant(in.readSignedVarint(), rows);
        }
        long[] values = new long[rows];
        long previous = 0;
        for (int row = 0; row < rows; row++) {
            previous += in.readSignedVarint();
            values[row] = previous;
        }
        return new LongColumn(values);
    }
}
