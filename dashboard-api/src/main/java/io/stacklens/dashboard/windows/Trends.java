package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.dashboard.windows.Trend.Point;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes trends of the stored windows. Windows of several services are merged, sketches and all: the
 * quantile of them together is no average of their quantiles.
 */
@Repository
class Trends {

    /** Windows to be merged here. */
    private static final String WITH_SKETCHES = "select * from %s %s";

    /** What needs no sketch the database has added up. */
    private static final String ADDED_UP =
            """
            select '' as service, '' as route, window_start, max(window_end) as window_end,
                   sum(event_count)::bigint as event_count, sum(error_count)::bigint as error_count,
                   null::float8 as error_rate, sum(total_requests)::bigint as total_requests,
                   null::float8 as latency_avg, null::float8 as latency_p50, null::float8 as latency_p95,
                   null::float8 as latency_p99, max(latency_max) as latency_max,
                   sum(latency_count)::bigint as latency_count,
                   sum(latency_sum_nanos)::bigint as latency_sum_nanos, sum(bytes)::bigint as bytes,
                   0::bigint as unique_users, '{}' as severity_counts, max(revision) as revision,
                   bool_and(closed) as closed, null::bytea as latency_sketch, null::bytea as users_hll
            from %s %s
            group by window_start\
            """;

    private final JdbcClient jdbc;

    Trends(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All points of a trend, oldest first. */
    List<Point> points(
            Metric metric, @Nullable String service, WindowSize size, Instant from, Instant to) {
        // The window before the first gives that its previous value.
        Instant first = from.minus(size.length());
        Map<Instant, @Nullable Double> values =
                service != null
                        ? valuesOf(service, metric, size, first, to)
                        : valuesOfAll(metric, size, first, to);
        List<Point> points = new ArrayList<>();
        values.forEach(
                (start, value) -> {
                    if (!start.isBefore(from)) {
                        points.add(Point.of(start, value, values.get(start.minus(size.length()))));
                    }
                });
        return points;
    }

    /**
     * Change in an hour of the straight line that fits best, or null with fewer than two values.
     */
    static @Nullable Double slope(List<Point> points) {
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (Point point : points) {
            Double value = point.value();
            if (value != null) {
                // Relative to the first point: hours since the epoch would cost the sums digits.
                double hours = hoursBetween(points.getFirst().windowStart(), point.windowStart());
                n++;
                sumX += hours;
                sumY += value;
                sumXx += hours * hours;
                sumXy += hours * value;
            }
        }
        double spread = n * sumXx - sumX * sumX;
        return n < 2 || spread == 0 ? null : (n * sumXy - sumX * sumY) / spread;
    }

    private Map<Instant, @Nullable Double> valuesOf(
            String service, Metric metric, WindowSize size, Instant from, Instant to) {
        Map<Instant, @Nullable Double> values = new TreeMap<>();
        Conditions conditions = totals(from, to).and("service = :service", "service", service);
        jdbc.sql("select * from %s %s".formatted(size.table(), conditions.where()))
                .params(conditions.parameters())
                .query((row, _) -> WindowRow.read(row, size))
                .list()
                .forEach(window -> values.put(window.windowStart(), metric.of(window)));
        return values;
    }

    private Map<Instant, @Nullable Double> valuesOfAll(
            Metric metric, WindowSize size, Instant from, Instant to) {
        Conditions conditions = totals(from, to);
        Map<Instant, WindowAggregate> windows = new TreeMap<>();
        jdbc.sql(
                        (metric.needsSketches() ? WITH_SKETCHES : ADDED_UP)
                                .formatted(size.table(), conditions.where()))
                .params(conditions.parameters())
                .query((row, _) -> merge(windows, row, size))
                .list();
        Map<Instant, @Nullable Double> values = new TreeMap<>();
        windows.forEach((start, window) -> values.put(start, metric.of(window)));
        return values;
    }

    private static Conditions totals(Instant from, Instant to) {
        return new Conditions()
                .and("route = ''")
                .and("window_start >= :from", "from", from)
                .and("window_start < :to", "to", to);
    }

    private static Instant merge(
            Map<Instant, WindowAggregate> windows, ResultSet row, WindowSize size)
            throws SQLException {
        WindowMetrics stored = WindowRow.read(row, size);
        WindowAggregate window =
                WindowAggregate.restore(
                        stored,
                        stored.latencyCount(),
                        stored.latencySumNanos(),
                        row.getBytes("latency_sketch"),
                        row.getBytes("users_hll"));
        windows.merge(
                stored.windowStart(),
                window,
                (one, other) -> {
                    one.merge(other);
                    return one;
                });
        return stored.windowStart();
    }

    private static double hoursBetween(Instant from, Instant to) {
        return (to.getEpochSecond() - from.getEpochSecond()) / 3600.0;
    }
}
