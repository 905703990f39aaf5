package io.stacklens.model.window;

import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * One window of one series, whole: the value of {@code window-metrics} and a row of {@code
 * analytics_metrics_*}. A later revision of the same window replaces an earlier one.
 *
 * @param route null for the service's total
 * @param windowEnd exclusive
 * @param errorCount records of severity ERROR or worse, or with an HTTP status of 500 or more
 * @param errorRate percent of {@code eventCount}
 * @param totalRequests records with an HTTP status or a duration
 * @param latencyAvg milliseconds, like all latencies; null without durations
 * @param bytes of the lines as received
 * @param uniqueUsers an estimate, exact for small numbers
 * @param revision grows with every change of the window
 * @param closed whether the window has ended and settled; a later change is a new closed revision
 */
public record WindowMetrics(
        String service,
        @Nullable String route,
        WindowSize window,
        Instant windowStart,
        Instant windowEnd,
        long eventCount,
        long errorCount,
        @Nullable Double errorRate,
        long totalRequests,
        @Nullable Double latencyAvg,
        @Nullable Double latencyP50,
        @Nullable Double latencyP95,
        @Nullable Double latencyP99,
        @Nullable Double latencyMax,
        long latencyCount,
        long latencySumNanos,
        long bytes,
        long uniqueUsers,
        Map<Severity, Long> severityCounts,
        long revision,
        boolean closed) {

    public static WindowMetrics of(
            String service,
            @Nullable String route,
            WindowSize window,
            long startEpochSecond,
            WindowAggregate counted,
            long revision,
            boolean closed) {
        Instant start = Instant.ofEpochSecond(startEpochSecond);
        return new WindowMetrics(
                service,
                route,
                window,
                start,
                start.plus(window.length()),
                counted.eventCount(),
                counted.errorCount(),
                counted.errorRate(),
                counted.totalRequests(),
                counted.latencyAvg(),
                counted.latencyQuantile(0.5),
                counted.latencyQuantile(0.95),
                counted.latencyQuantile(0.99),
                counted.latencyMax(),
                counted.latencyCount(),
                counted.latencySumNanos(),
                counted.bytes(),
                counted.uniqueUsers(),
                counted.severityCounts(),
                revision,
                closed);
    }

    /** Key of the record in {@code window-metrics}. */
    public String key() {
        return "%s|%s|%s|%s"
                .formatted(service, route == null ? "" : route, window.label(), windowStart);
    }
}
