package io.stacklens.logstore;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.model.batch.TextColumn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Cuts batches into blocks of one UTC day each, and these into chunks. The records of a day are
 * shared out evenly, so that a few beyond a full block do not make a tiny one.
 */
final class BlockCutter {

    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    /**
     * Rows of a chunk at most. Fewer would make it cheaper to read one record, and pack worse:
     * 1,024 cost two to three bytes a record more than 4,096 (WriteBenchmark).
     */
    private static final int CHUNK_ROWS = 1024;

    private final LogStoreOptions options;

    BlockCutter(LogStoreOptions options) {
        this.options = options;
    }

    /** Rows of one batch. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Slice(LogBatch batch, int[] rows) {}

    /** The blocks, each as its chunks. */
    List<List<LogBatch>> cut(List<LogBatch> batches) {
        SortedMap<Long, List<Slice>> days = new TreeMap<>();
        for (LogBatch batch : batches) {
            slicesByDay(batch)
                    .forEach(
                            (day, rows) ->
                                    days.computeIfAbsent(day, _ -> new ArrayList<>())
                                            .add(new Slice(batch, rows)));
        }
        List<List<LogBatch>> blocks = new ArrayList<>();
        days.values().forEach(slices -> cutDay(slices, blocks));
        return blocks;
    }

    /** Bytes of a batch's bodies and attributes. */
    static long bytes(LogBatch batch) {
        TextColumn bodies = batch.texts(LogColumn.BODY);
        MapColumn attributes = batch.maps(LogColumn.ATTRIBUTES);
        long bytes = 0;
        for (int row = 0; row < batch.size(); row++) {
            bytes += rowBytes(bodies, attributes, row);
        }
        return bytes;
    }

    private static SortedMap<Long, int[]> slicesByDay(LogBatch batch) {
        int[] rows = new int[batch.size()];
        SortedMap<Long, int[]> slices = new TreeMap<>();
        Arrays.setAll(rows, row -> row);
        long[] dayOf = new long[rows.length];
        for (int row : rows) {
            dayOf[row] = Math.floorDiv(batch.eventTime(row), DAY);
        }
        if (rows.length > 0 && Arrays.stream(dayOf).allMatch(day -> day == dayOf[0])) {
            slices.put(dayOf[0], rows);
            return slices;
        }
        for (long day : Arrays.stream(dayOf).distinct().toArray()) {
            slices.put(day, Arrays.stream(rows).filter(row -> dayOf[row] == day).toArray());
        }
        return slices;
    }

    private void cutDay(List<Slice> slices, List<List<LogBatch>> blocks) {
        int total = slices.stream().mapToInt(slice -> slice.rows().length).sum();
        OpenBlock open = new OpenBlock(total, blocks);
        for (Slice slice : slices) {
            open.add(slice);
        }
        open.closeBlock();
    }

    /** A block that takes rows until it is full, then another. */
    private final class OpenBlock {

        private final List<List<LogBatch>> blocks;
        private final int rowsPerBlock;
        private final int rowsPerChunk;
        private final long bytesPerChunk;
        private List<LogBatch> chunks = new ArrayList<>();
        private LogBatchBuilder chunk = new LogBatchBuilder();
        private int rows;
        private long bytes;
        private long chunkBytes;

        OpenBlock(int total, List<List<LogBatch>> blocks) {
            this.blocks = blocks;
            rowsPerBlock = Math.ceilDiv(total, Math.ceilDiv(total, options.blockRecords()));
            rowsPerChunk = Math.ceilDiv(rowsPerBlock, Math.ceilDiv(rowsPerBlock, CHUNK_ROWS));
            bytesPerChunk = Math.ceilDiv(options.blockBytes(), 4);
        }

        void add(Slice slice) {
            TextColumn bodies = slice.batch().texts(LogColumn.BODY);
            MapColumn attributes = slice.batch().maps(LogColumn.ATTRIBUTES);
            int first = 0;
            for (int i = 0; i < slice.rows().length; i++) {
                long added = rowBytes(bodies, attributes, slice.rows()[i]);
                rows++;
                bytes += added;
                chunkBytes += added;
                boolean blockIsFull = rows == rowsPerBlock || bytes >= options.blockBytes();
                boolean chunkIsFull =
                        chunk.size() + i + 1 - first == rowsPerChunk || chunkBytes >= bytesPerChunk;
                if (blockIsFull || chunkIsFull) {
                    take(slice, first, i + 1);
                    first = i + 1;
                    closeChunk();
                }
                if (blockIsFull) {
                    closeBlock();
                }
            }
            take(slice, first, slice.rows().length);
        }

        void closeBlock() {
            closeChunk();
            if (!chunks.isEmpty()) {
                blocks.add(List.copyOf(chunks));
            }
            chunks = new ArrayList<>();
            rows = 0;
            bytes = 0;
        }

        private void closeChunk() {
            if (chunk.size() > 0) {
                chunks.add(chunk.build());
            }
            chunk = new LogBatchBuilder();
            chunkBytes = 0;
        }

        private void take(Slice slice, int from, int to) {
            if (from < to) {
                chunk.append(slice.batch(), Arrays.copyOfRange(slice.rows(), from, to));
            }
        }
    }

    private static long rowBytes(TextColumn bodies, MapColumn attributes, int row) {
        int first = attributes.firstPair(row);
        int end = attributes.firstPair(row + 1);
        long values =
                first == end
                        ? 0
                        : attributes.valueOffset(end - 1)
                                + attributes.valueLength(end - 1)
                                - attributes.valueOffset(first);
        return values + Math.max(0, bodies.length(row));
    }
}
