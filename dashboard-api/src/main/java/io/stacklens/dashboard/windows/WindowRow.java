package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.Severity;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Reads a row of {@code analytics_metrics_*}. */
final class WindowRow {

    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    /** What {@link #read} reads: all but the sketches, which are most of a row. */
    static final String COLUMNS =
            "service, route, window_start, window_end, event_count, error_count, error_rate,"
                    + " total_requests, latency_avg, latency_p50, latency_p95, latency_p99,"
                    + " latency_max, latency_count, latency_sum_nanos, bytes, unique_users,"
                    + " severity_counts, revision, closed";

    private WindowRow() {}

    static WindowMetrics read(ResultSet row, WindowSize window) throws SQLException {
        String route = Columns.text(row, "route");
        return new WindowMetrics(
                Columns.text(row, "service"),
                route.isEmpty() ? null : route,
                window,
                Columns.time(row, "window_start"),
                Columns.time(row, "window_end"),
                row.getLong("event_count"),
                row.getLong("error_count"),
                Columns.doubleOrNull(row, "error_rate"),
                row.getLong("total_requests"),
                Columns.doubleOrNull(row, "latency_avg"),
                Columns.doubleOrNull(row, "latency_p50"),
                Columns.doubleOrNull(row, "latency_p95"),
                Columns.doubleOrNull(row, "latency_p99"),
                Columns.doubleOrNull(row, "latency_max"),
                row.getLong("latency_count"),
                row.getLong("latency_sum_nanos"),
                row.getLong("bytes"),
                row.getLong("unique_users"),
                severityCounts(Columns.text(row, "severity_counts")),
                row.getLong("revision"),
                row.getBoolean("closed"));
    }

    private static Map<Severity, Long> severityCounts(String json) {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        Json.mapper()
                .readValue(json, COUNTS)
                .forEach((name, n) -> Severity.named(name).ifPresent(s -> counts.put(s, n)));
        return counts;
    }
}
