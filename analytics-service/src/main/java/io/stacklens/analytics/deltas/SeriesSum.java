package io.stacklens.analytics.deltas;

import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;

import org.jspecify.annotations.Nullable;

/** One bucket of one series, as far as it has been added up in this poll. */
final class SeriesSum {

    private final WindowAggregate counted = new WindowAggregate();
    private final Samples samples = new Samples();

    WindowAggregate counted() {
        return counted;
    }

    Samples samples() {
        return samples;
    }

    void merge(SeriesSum other) {
        counted.merge(other.counted);
        samples.merge(other.samples);
    }

    SeriesDelta toDelta(@Nullable String route, long bucketStart) {
        return new SeriesDelta(route, bucketStart, counted, samples.ids());
    }
}
