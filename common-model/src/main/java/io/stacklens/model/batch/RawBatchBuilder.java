package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Builds a {@link RawBatch} record by record. Not thread-safe. */
public final class RawBatchBuilder {

    private final ColumnSetBuilder columns = new ColumnSetBuilder();
    private final RecentRows recent = new RecentRows();
    private final @Nullable RequestPartId requestPart;
    private long bodyBytes;

    public RawBatchBuilder() {
        requestPart = null;
    }

    /** A batch that is a part of a request with a key. */
    public RawBatchBuilder(RequestPartId requestPart) {
        this.requestPart = requestPart;
    }

    public RawBatchBuilder add(RawRecord record) {
        return add(record, record.body(), 0, record.body().length, record.lineCount());
    }

    /** Adds a record whose body is a slice of a larger array; {@code record.body()} is not read. */
    public RawBatchBuilder add(RawRecord record, byte[] body, int offset, int length) {
        return add(record, body, offset, length, record.lineCount());
    }

    /** The same for a record that was joined of so many lines, whatever {@code record} says. */
    public RawBatchBuilder add(
            RawRecord record, byte[] body, int offset, int length, int lineCount) {
        columns.addRow();
        int row = columns.rows() - 1;
        columns.putText(RawColumn.BODY, row, body, offset, length);
        columns.putLong(RawColumn.OBSERVED_TIMESTAMP, row, record.observedTimestamp());
        if (lineCount > 1) {
            columns.putLong(RawColumn.LINE_COUNT, row, lineCount);
        }
        if (requestPart != null) {
            columns.putLong(RawColumn.REQUEST_PART_HIGH, row, requestPart.high());
            columns.putLong(RawColumn.REQUEST_PART_LOW, row, requestPart.low());
        }
        putWhatLinesShare(record, row);
        bodyBytes += length;
        return this;
    }

    /** Says where the record added last was first collected; for one that is replayed. */
    public RawBatchBuilder origin(int partition, long offset, int index) {
        int row = columns.rows() - 1;
        columns.putLong(RawColumn.ORIGIN_PARTITION, row, partition);
        columns.putLong(RawColumn.ORIGIN_OFFSET, row, offset);
        columns.putLong(RawColumn.ORIGIN_INDEX, row, index);
        return this;
    }

    public int size() {
        return columns.rows();
    }

    /** Bytes of all bodies so far. */
    public long bodyBytes() {
        return bodyBytes;
    }

    public RawBatch build() {
        return new RawBatch(columns.build());
    }

    /** Encodes it once for all lines of a request or a connection. */
    private void putWhatLinesShare(RawRecord record, int row) {
        int same = recent.find(record);
        if (same != RecentRows.NONE) {
            columns.repeat(RawColumn.FORMAT_HINT, same, row);
            columns.repeat(RawColumn.SOURCE, same, row);
            columns.repeat(RawColumn.SERVICE, same, row);
            columns.repeat(RawColumn.ATTRIBUTES, same, row);
            return;
        }
        putText(RawColumn.FORMAT_HINT, row, record.formatHint());
        putText(RawColumn.SOURCE, row, record.source());
        putText(RawColumn.SERVICE, row, record.service());
        record.attributes().forEach((key, value) -> putAttribute(row, key, value));
        recent.add(record, row);
    }

    private void putText(RawColumn column, int row, @Nullable String text) {
        if (text != null) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            columns.putText(column, row, utf8, 0, utf8.length);
        }
    }

    private void putAttribute(int row, String key, String value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        columns.map(RawColumn.ATTRIBUTES)
                .put(row, keyBytes, 0, keyBytes.length, valueBytes, 0, valueBytes.length);
    }
}
