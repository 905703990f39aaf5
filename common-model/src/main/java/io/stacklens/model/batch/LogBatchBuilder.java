package io.stacklens.model.batch;

import java.nio.charset.StandardCharsets;

/**
 * Builds a {@link LogBatch} row by row: {@link #addRow}, then the values of that row in any order.
 * Texts are copied as UTF-8 bytes, so a slice of what was received needs no String. Not
 * thread-safe.
 */
public final class LogBatchBuilder {

    private final ColumnSetBuilder columns = new ColumnSetBuilder();

    /** Begins the next row and answers its number. */
    public int addRow() {
        columns.addRow();
        return columns.rows() - 1;
    }

    public int size() {
        return columns.rows();
    }

    public LogBatchBuilder put(LogColumn column, long value) {
        columns.putLong(column, row(), value);
        return this;
    }

    /** Gives the row a floating-point value; NaN means none. */
    public LogBatchBuilder put(LogColumn column, double value) {
        columns.putDouble(column, row(), value);
        return this;
    }

    public LogBatchBuilder put(LogColumn column, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return put(column, bytes, 0, bytes.length);
    }

    /** Gives the row a text; a text without a dictionary can be given only once. */
    public LogBatchBuilder put(LogColumn column, byte[] utf8, int offset, int length) {
        columns.putText(column, row(), utf8, offset, length);
        return this;
    }

    /** Gives the row the text that an earlier one has; only for texts with a dictionary. */
    public LogBatchBuilder repeat(LogColumn column, int earlierRow) {
        columns.repeat(column, earlierRow, row());
        return this;
    }

    public LogBatchBuilder putAttribute(String key, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return putAttribute(key, bytes, 0, bytes.length);
    }

    public LogBatchBuilder putAttribute(String key, byte[] utf8, int offset, int length) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        return putAttribute(keyBytes, 0, keyBytes.length, utf8, offset, length);
    }

    public LogBatchBuilder putAttribute(
            byte[] key, int keyOffset, int keyLength, byte[] utf8, int offset, int length) {
        columns.map(LogColumn.ATTRIBUTES)
                .put(row(), key, keyOffset, keyLength, utf8, offset, length);
        return this;
    }

    /**
     * Appends rows of another batch with all their columns, also those this version does not know.
     */
    public LogBatchBuilder append(LogBatch batch, int... rows) {
        columns.append(batch.columns(), rows);
        return this;
    }

    public LogBatch build() {
        return new LogBatch(columns.build());
    }

    private int row() {
        return columns.rows() - 1;
    }
}
