package io.stacklens.analytics.deltas;

import io.stacklens.model.window.MatchDelta;

import java.util.ArrayList;
import java.util.List;

/** What a query has found in one bucket, as far as it has been added up in this poll. */
final class MatchSum {

    private static final int SAMPLES = 3;

    private final List<String> samples = new ArrayList<>(SAMPLES);
    private long count;

    void add(Columns columns, int row) {
        count++;
        if (samples.size() < SAMPLES) {
            samples.add(columns.id(row).toString());
        }
    }

    MatchDelta toDelta(MatchKey key) {
        return new MatchDelta(key.queryKey(), key.bucketStart(), count, samples);
    }

    /** A query's bucket. */
    record MatchKey(long queryKey, long bucketStart) {}
}
