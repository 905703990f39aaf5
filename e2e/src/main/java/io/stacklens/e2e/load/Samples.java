package io.stacklens.e2e.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations, and their exact quantiles. Thread-safe. */
public final class Samples {

    private final List<Duration> samples = new ArrayList<>();

    public synchronized void add(Duration sample) {
        samples.add(sample);
    }

    public synchronized int count() {
        return samples.size();
    }

    /** Milliseconds at a quantile from 0 to 1; NaN without samples. */
    public synchronized double millis(double quantile) {
        if (samples.isEmpty()) {
            return Double.NaN;
        }
        List<Duration> sorted = new ArrayList<>(samples);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(quantile * sorted.size());
        return sorted.get(Math.max(0, rank - 1)).toNanos() / 1e6;
    }
}
