package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records as received, as columns: the value of {@code collected-logs}. Bytes: the layout that
 * {@code docs/topics.md} describes, magic {@code R}. Not thread-safe.
 */
public final class RawBatch {

    private static final char MAGIC = 'R';

    private final ColumnSet columns;

    RawBatch(ColumnSet columns) {
        this.columns = columns;
    }

    public static RawBatch of(List<RawRecord> records) {
        RawBatchBuilder builder = new RawBatchBuilder();
        records.forEach(builder::add);
        return builder.build();
    }

    /**
     * Reads a batch; the array is kept and must not change.
     *
     * @throws MalformedBatchException if the bytes are no batch; a column's own bytes are checked
     *     when it is first read
     */
    public static RawBatch decode(byte @Nullable [] bytes) {
        return new RawBatch(ColumnSet.decode(bytes, MAGIC));
    }

    public byte[] encode() {
        return columns.encode(MAGIC);
    }

    public int size() {
        return columns.rows();
    }

    /** Which part of which request the batch is, if it came with a key; else null. */
    public @Nullable RequestPartId requestPart() {
        if (size() == 0 || !columns.has(RawColumn.REQUEST_PART_HIGH.id())) {
            return null;
        }
        return new RequestPartId(
                longs(RawColumn.REQUEST_PART_HIGH).get(0),
                longs(RawColumn.REQUEST_PART_LOW).get(0));
    }

    /** This batch with the other's columns added; where both have one, the other's counts. */
    public RawBatch with(RawBatch other) {
        return new RawBatch(columns.with(other.columns));
    }

    public LongColumn longs(RawColumn column) {
        return columns.longs(column.id(), column.absent());
    }

    public TextColumn texts(RawColumn column) {
        return columns.texts(column.id());
    }

    public MapColumn maps(RawColumn column) {
        return columns.maps(column.id());
    }

    public RawRecord record(int row) {
        TextColumn body = texts(RawColumn.BODY);
        int length = Math.max(0, body.length(row));
        int offset = length == 0 ? 0 : body.offset(row);
        String source = texts(RawColumn.SOURCE).get(row);
        return new RawRecord(
                Arrays.copyOfRange(body.bytes(), offset, offset + length),
                longs(RawColumn.OBSERVED_TIMESTAMP).get(row),
                texts(RawColumn.FORMAT_HINT).get(row),
                source == null ? "" : source,
                texts(RawColumn.SERVICE).get(row),
                maps(RawColumn.ATTRIBUTES).get(row),
                (int) Math.max(1, longs(RawColumn.LINE_COUNT).get(row)));
    }

    /** All rows as records, in order. */
    public List<RawRecord> records() {
        return IntStream.range(0, size()).mapToObj(this::record).toList();
    }
}
