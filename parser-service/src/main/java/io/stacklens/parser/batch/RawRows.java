package io.stacklens.parser.batch;

import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

/** What stands beside the bodies of a raw batch, with the origin of each record resolved. */
final class RawRows {

    private static final long ABSENT = -1;

    private final int partition;
    private final long offset;
    private final LongColumn observedTimestamps;
    private final TextColumn formatHints;
    private final TextColumn sources;
    private final TextColumn services;
    private final MapColumn attributes;
    private final LongColumn lineCounts;
    private final LongColumn originPartitions;
    private final LongColumn originOffsets;
    private final LongColumn originIndexes;

    RawRows(RawBatch batch, int partition, long offset) {
        this.partition = partition;
        this.offset = offset;
        observedTimestamps = batch.longs(RawColumn.OBSERVED_TIMESTAMP);
        formatHints = batch.texts(RawColumn.FORMAT_HINT);
        sources = batch.texts(RawColumn.SOURCE);
        services = batch.texts(RawColumn.SERVICE);
        attributes = batch.maps(RawColumn.ATTRIBUTES);
        lineCounts = batch.longs(RawColumn.LINE_COUNT);
        originPartitions = batch.longs(RawColumn.ORIGIN_PARTITION);
        originOffsets = batch.longs(RawColumn.ORIGIN_OFFSET);
        originIndexes = batch.longs(RawColumn.ORIGIN_INDEX);
    }

    long observedTimestamp(int index) {
        return observedTimestamps.get(index);
    }

    @Nullable String formatHint(int index) {
        return formatHints.get(index);
    }

    @Nullable String source(int index) {
        return sources.get(index);
    }

    @Nullable String service(int index) {
        return services.get(index);
    }

    MapColumn attributes() {
        return attributes;
    }

    /** Received lines in the record: 1 or more. */
    long lineCount(int index) {
        return Math.max(1, lineCounts.get(index));
    }

    /** A replayed record brings its origin along; every other begins here. */
    boolean isReplayed(int index) {
        return originPartitions.get(index) != ABSENT;
    }

    long originPartition(int index) {
        return isReplayed(index) ? originPartitions.get(index) : partition;
    }

    long originOffset(int index) {
        return isReplayed(index) ? originOffsets.get(index) : offset;
    }

    long originIndex(int index) {
        return isReplayed(index) ? originIndexes.get(index) : index;
    }
}
