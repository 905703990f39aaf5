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
 * Cuts batches into blocks of one UTC day each. The records of a day are shared out evenly, so that
 * a few beyond a full block do not make a tiny one.
 */
final class BlockCutter {

    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private final LogStoreOptions options;

    BlockCutter(LogStoreOptions options) {
        this.options = options;
    }

    /** Rows of one batch. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Slice(LogBatch batch, int[] rows) {}

    List<LogBatch> cut(List<LogBatch> batches) {
        SortedMap<Long, List<Slice>> days = new TreeMap<>();
        for (LogBatch batch : batches) {
            slicesByDay(batch)
                    .forEach(
                            (day, rows) ->
                                    days.computeIfAbsent(day, _ -> new ArrayList<>())
                                            .add(new Slice(batch, rows)));
        }
        List<LogBatch> blocks = new ArrayList<>();
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

    private void cutDay(List<Slice> slices, List<LogBatch> blocks) {
        int total = slices.stream().mapToInt(slice -> slice.rows().length).sum();
        int count = Math.ceilDiv(total, options.blockRecords());
        int perBlock = Math.ceilDiv(total, count);
        LogBatchBuilder open = new LogBatchBuilder();
        long openBytes = 0;
        for (Slice slice : slices) {
            TextColumn bodies = slice.batch().texts(LogColumn.BODY);
            MapColumn attributes = slice.batch().maps(LogColumn.ATTRIBUTES);
            int first = 0;
            for (int i = 0; i < slice.rows().length; i++) {
                openBytes += rowBytes(bodies, attributes, slice.rows()[i]);
                if (open.size() + i + 1 - first == perBlock || openBytes >= options.blockBytes()) {
                    open.append(slice.batch(), Arrays.copyOfRange(slice.rows(), first, i + 1));
                    blocks.add(open.build());
                    open = new LogBatchBuilder();
                    openBytes = 0;
                    first = i + 1;
                }
            }
            if (first < slice.rows().length) {
                open.append(
                        slice.batch(),
                        Arrays.copyOfRange(slice.rows(), first, slice.rows().length));
            }
        }
        if (open.size() > 0) {
            blocks.add(open.build());
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
