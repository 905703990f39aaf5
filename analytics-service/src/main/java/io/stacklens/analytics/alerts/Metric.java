package io.stacklens.analytics.alerts;

import io.stacklens.model.window.WindowAggregate;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a window that a rule can look at. */
enum Metric {
    EVENT_COUNT(w -> (double) w.eventCount()),
    ERROR_COUNT(w -> (double) w.errorCount()),
    ERROR_RATE(WindowAggregate::errorRate),
    TOTAL_REQUESTS(w -> (double) w.totalRequests()),
    BYTES(w -> (double) w.bytes()),
    UNIQUE_USERS(w -> (double) w.uniqueUsers()),
    LATENCY_AVG(WindowAggregate::latencyAvg),
    LATENCY_P50(w -> w.latencyQuantile(0.5)),
    LATENCY_P95(w -> w.latencyQuantile(0.95)),
    LATENCY_P99(w -> w.latencyQuantile(0.99)),
    LATENCY_MAX(WindowAggregate::latencyMax);

    private final Function<WindowAggregate, @Nullable Double> value;

    Metric(Function<WindowAggregate, @Nullable Double> value) {
        this.value = value;
    }

    /** The value in a window, or null when it holds no data for it. */
    @Nullable Double of(WindowAggregate counted) {
        return value.apply(counted);
    }

    /** Whether what is wrong shows in errors, rather than in slow or missing requests. */
    boolean isAboutErrors() {
        return this == ERROR_COUNT || this == ERROR_RATE;
    }

    /** Whether the value of a window is the sum of its buckets' values. */
    boolean isSum() {
        return this == EVENT_COUNT
                || this == ERROR_COUNT
                || this == TOTAL_REQUESTS
                || this == BYTES;
    }

    /** By the name that windows use in JSON and SQL, such as {@code error_rate}. */
    static Optional<Metric> named(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
