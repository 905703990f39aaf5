package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.dashboard.windows.Trend.Point;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes trends of the stored windows. */
@Repository
class Trends {

    private final JdbcClient jdbc;
    private final MergedWindows merged;

    Trends(JdbcClient jdbc, MergedWindows merged) {
        this.jdbc = jdbc;
        this.merged = merged;
    }

    /** All points of a trend, oldest first. */
    List<Point> points(
            Metric metric, @Nullable String service, WindowSize size, Instant from, Instant to) {
        // The window before the first gives that its previous value.
        Instant first = from.minus(size.length());
        Map<Instant, @Nullable Double> values =
                service != null
                        ? valuesOf(service, metric, size, first, to)
                        : merged.values(metric, size, first, to);
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
        Conditions conditions =
                new Conditions()
                        .and("service = :service", "service", service)
                        .and("route = ''")
                        .and("window_start >= :from", "from", from)
                        .and("window_start < :to", "to", to);
        jdbc.sql(
                        "select %s from %s %s"
                                .formatted(WindowRow.COLUMNS, size.table(), conditions.where()))
                .params(conditions.parameters())
                .query((row, _) -> WindowRow.read(row, size))
                .list()
                .forEach(window -> values.put(window.windowStart(), metric.of(window)));
        return values;
    }

    private static double hoursBetween(Instant from, Instant to) {
        return (to.getEpochSecond() - from.getEpochSecond()) / 3600.0;
    }
}
