package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.dashboard.windows.Metric.Part;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Merges the stored windows of all services, sketches and all: the quantile of them together is no
 * average of their quantiles. Reads only what it merges.
 */
@Repository
class WindowMerge {

    /** What needs no sketch the database adds up. */
    private static final String SUMS =
            """
            select window_start, sum(event_count)::bigint as event_count, sum(error_count)::bigint as error_count,
                   sum(total_requests)::bigint as total_requests, max(latency_max) as latency_max,
                   sum(latency_count)::bigint as latency_count, sum(latency_sum_nanos)::bigint as latency_sum_nanos,
                   sum(bytes)::bigint as bytes
            from %s %s
            group by window_start\
            """;

    private static final WindowMetrics NOTHING =
            WindowMetrics.of("", null, WindowSize.ONE_MINUTE, 0, new WindowAggregate(), 0, true);

    private final JdbcClient jdbc;

    WindowMerge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The numbers of a part by the start of their window. */
    Map<Instant, Map<Metric, Double>> read(Part part, WindowSize size, Instant from, Instant to) {
        Map<Instant, WindowAggregate> windows = new HashMap<>();
        Conditions conditions =
                new Conditions()
                        .and("route = ''")
                        .and("window_start >= :from", "from", from)
                        .and("window_start < :to", "to", to);
        String sql =
                switch (part) {
                    case SUMS -> SUMS;
                    case LATENCIES -> "select window_start, latency_sketch from %s %s";
                    case USERS -> "select window_start, users_hll from %s %s";
                };
        jdbc.sql(sql.formatted(size.table(), conditions.where()))
                .params(conditions.parameters())
                .query(
                        row -> {
                            windows.merge(
                                    Columns.time(row, "window_start"),
                                    aggregate(row, part, size),
                                    WindowMerge::together);
                        });
        Map<Instant, Map<Metric, Double>> numbers = new HashMap<>();
        windows.forEach((start, window) -> numbers.put(start, numbers(window, part)));
        return numbers;
    }

    private static WindowAggregate together(WindowAggregate one, WindowAggregate other) {
        one.merge(other);
        return one;
    }

    private static Map<Metric, Double> numbers(WindowAggregate window, Part part) {
        Map<Metric, Double> numbers = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Double number = metric.part() == part ? metric.of(window) : null;
            if (number != null) {
                numbers.put(metric, number);
            }
        }
        return numbers;
    }

    private static WindowAggregate aggregate(ResultSet row, Part part, WindowSize size)
            throws SQLException {
        return switch (part) {
            case SUMS -> sums(row, size);
            case LATENCIES -> sketches(row.getBytes("latency_sketch"), null);
            case USERS -> sketches(null, row.getBytes("users_hll"));
        };
    }

    private static WindowAggregate sums(ResultSet row, WindowSize size) throws SQLException {
        Instant start = Columns.time(row, "window_start");
        WindowMetrics sums =
                new WindowMetrics(
                        "",
                        null,
                        size,
                        start,
                        start.plus(size.length()),
                        row.getLong("event_count"),
                        row.getLong("error_count"),
                        null,
                        row.getLong("total_requests"),
                        null,
                        null,
                        null,
                        null,
                        Columns.doubleOrNull(row, "latency_max"),
                        row.getLong("latency_count"),
                        row.getLong("latency_sum_nanos"),
                        row.getLong("bytes"),
                        0,
                        Map.of(),
                        0,
                        true);
        return WindowAggregate.restore(
                sums, sums.latencyCount(), sums.latencySumNanos(), null, null);
    }

    private static WindowAggregate sketches(byte @Nullable [] latencies, byte @Nullable [] users) {
        return WindowAggregate.restore(NOTHING, 0, 0, latencies, users);
    }
}
