package io.stacklens.analytics.alerts;

import io.stacklens.model.window.WindowAggregate;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The buckets of a series that a rule looks at, summed as far as it asks. */
final class RuleWindow {

    private static final int MAX_SAMPLES = 5;

    private final long from;
    private final long to;
    private final List<RuleBucket> newestFirst;

    /**
     * @param from seconds since the epoch
     * @param to exclusive
     */
    RuleWindow(long from, long to, Collection<RuleBucket> newestFirst) {
        this.from = from;
        this.to = to;
        this.newestFirst = List.copyOf(newestFirst);
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    long eventCount() {
        return sum(Metric.EVENT_COUNT);
    }

    /** The value of a metric over all buckets, or null when they hold no data for it. */
    @Nullable Double value(Metric metric) {
        if (metric.isSum()) {
            return (double) sum(metric);
        }
        if (metric == Metric.ERROR_RATE) {
            long events = eventCount();
            return events == 0 ? null : 100.0 * sum(Metric.ERROR_COUNT) / events;
        }
        WindowAggregate all = new WindowAggregate();
        newestFirst.forEach(bucket -> all.merge(bucket.counted()));
        return metric.of(all);
    }

    List<String> samples() {
        Set<String> samples = new LinkedHashSet<>();
        newestFirst.forEach(bucket -> samples.addAll(bucket.samples()));
        return samples.stream().limit(MAX_SAMPLES).toList();
    }

    /** How many lines a query has found. */
    long matchCount(long queryKey) {
        return newestFirst.stream().mapToLong(bucket -> bucket.matched(queryKey).count()).sum();
    }

    /** Some of the lines that a query has found. */
    List<String> matchSamples(long queryKey) {
        return newestFirst.stream()
                .flatMap(bucket -> bucket.matched(queryKey).samples().stream())
                .distinct()
                .limit(MAX_SAMPLES)
                .toList();
    }

    private long sum(Metric metric) {
        return newestFirst.stream().mapToLong(bucket -> bucket.sum(metric)).sum();
    }
}
