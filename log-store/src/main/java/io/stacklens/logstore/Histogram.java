package io.stacklens.logstore;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts by step of time and by severity. Not thread-safe. */
final class Histogram {

    static final int MAX_BARS = 100_000;

    private static final long[] NO_RECORDS = new long[Severity.values().length];

    private final long step;
    private final @Nullable Long from;
    private final @Nullable Long last;
    private final TreeMap<Long, long[]> bars = new TreeMap<>();

    /**
     * Makes an empty histogram.
     *
     * @param from a time in the first bar, or null for the earliest record's
     * @param last a time in the last bar, or null for the latest record's
     */
    Histogram(Duration step, @Nullable Long from, @Nullable Long last) {
        if (!step.isPositive()) {
            throw new IllegalArgumentException("step: %s (expected: above 0)".formatted(step));
        }
        this.step = step.toNanos();
        this.from = from;
        this.last = last;
        if (from != null && last != null) {
            requireDrawable(number(from), number(last));
        }
    }

    boolean isOneBar(long first, long second) {
        return number(first) == number(second);
    }

    void add(long time, int severity) {
        bar(time)[severity]++;
    }

    void add(long time, List<Integer> severityCounts) {
        long[] bar = bar(time);
        for (int severity = 0; severity < bar.length; severity++) {
            bar[severity] += severityCounts.get(severity);
        }
    }

    List<HistogramBar> bars() {
        if (bars.isEmpty() && (from == null || last == null)) {
            return List.of();
        }
        long first = from != null ? number(from) : bars.firstKey();
        long end = last != null ? number(last) : bars.lastKey();
        requireDrawable(first, end);
        List<HistogramBar> drawn = new ArrayList<>();
        for (long number = first; number <= end; number++) {
            drawn.add(drawn(number, bars.getOrDefault(number, NO_RECORDS)));
        }
        return List.copyOf(drawn);
    }

    private HistogramBar drawn(long number, long[] counts) {
        Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        long total = 0;
        for (Severity severity : Severity.values()) {
            long count = counts[severity.index()];
            total += count;
            if (count > 0) {
                bySeverity.put(severity, count);
            }
        }
        return new HistogramBar(EpochNanos.toInstant(number * step), total, bySeverity);
    }

    private long[] bar(long time) {
        return bars.computeIfAbsent(number(time), _ -> NO_RECORDS.clone());
    }

    private long number(long time) {
        return Math.floorDiv(time, step);
    }

    private void requireDrawable(long first, long end) {
        if (end - first >= MAX_BARS) {
            throw new IllegalArgumentException(
                    "%d bars (expected: at most %d; take a longer step)"
                            .formatted(end - first + 1, MAX_BARS));
        }
    }
}
