package io.stacklens.analytics.alerts;

import io.stacklens.model.window.WindowAggregate;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The fields of a window that a rule can look at. */
enum Metric {
    EVENT_COUNT,
    ERROR_COUNT,
    ERROR_RATE,
    TOTAL_REQUESTS,
    BYTES,
    UNIQUE_USERS,
    LATENCY_AVG,
    LATENCY_P50,
    LATENCY_P95,
    LATENCY_P99,
    LATENCY_MAX;

    /** The value in a window, or null when it holds no data for it. */
    @Nullable Double of(WindowAggregate counted) {
        return switch (this) {
            case EVENT_COUNT -> (double) counted.eventCount();
            case ERROR_COUNT -> (double) counted.errorCount();
            case ERROR_RATE -> counted.errorRate();
            case TOTAL_REQUESTS -> (double) counted.totalRequests();
            case BYTES -> (double) counted.bytes();
            case UNIQUE_USERS -> (double) counted.uniqueUsers();
            case LATENCY_AVG -> counted.latencyAvg();
            case LATENCY_P50 -> counted.latencyQuantile(0.5);
            case LATENCY_P95 -> counted.latencyQuantile(0.95);
            case LATENCY_P99 -> counted.latencyQuantile(0.99);
            case LATENCY_MAX -> counted.latencyMax();
        };
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
