package io.stacklens.dashboard.windows;

import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A number of a window, by its name in JSON, SQL and rules. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are references to methods
public enum Metric {
    EVENT_COUNT(m -> (double) m.eventCount(), w -> (double) w.eventCount()),
    ERROR_COUNT(m -> (double) m.errorCount(), w -> (double) w.errorCount()),
    ERROR_RATE(WindowMetrics::errorRate, WindowAggregate::errorRate),
    TOTAL_REQUESTS(m -> (double) m.totalRequests(), w -> (double) w.totalRequests()),
    LATENCY_AVG(WindowMetrics::latencyAvg, WindowAggregate::latencyAvg),
    LATENCY_P50(WindowMetrics::latencyP50, w -> w.latencyQuantile(0.5)),
    LATENCY_P95(WindowMetrics::latencyP95, w -> w.latencyQuantile(0.95)),
    LATENCY_P99(WindowMetrics::latencyP99, w -> w.latencyQuantile(0.99)),
    LATENCY_MAX(WindowMetrics::latencyMax, WindowAggregate::latencyMax),
    BYTES(m -> (double) m.bytes(), w -> (double) w.bytes()),
    UNIQUE_USERS(m -> (double) m.uniqueUsers(), w -> (double) w.uniqueUsers());

    private final Function<WindowMetrics, @Nullable Double> stored;
    private final Function<WindowAggregate, @Nullable Double> merged;

    Metric(
            Function<WindowMetrics, @Nullable Double> stored,
            Function<WindowAggregate, @Nullable Double> merged) {
        this.stored = stored;
        this.merged = merged;
    }

    /** Its name outside Java, such as {@code error_rate}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Metric> named(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label().equals(label.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** All names, as refusals say them. */
    public static String labels() {
        return Arrays.stream(values()).map(Metric::label).collect(Collectors.joining(", "));
    }

    @Nullable Double of(WindowMetrics window) {
        return stored.apply(window);
    }

    @Nullable Double of(WindowAggregate window) {
        return merged.apply(window);
    }

    /** What of the windows of several services has to be merged for it. */
    Part part() {
        return switch (this) {
            case LATENCY_P50, LATENCY_P95, LATENCY_P99 -> Part.LATENCIES;
            case UNIQUE_USERS -> Part.USERS;
            default -> Part.SUMS;
        };
    }

    /** What is merged at once. */
    enum Part {
        SUMS,
        LATENCIES,
        USERS
    }
}
