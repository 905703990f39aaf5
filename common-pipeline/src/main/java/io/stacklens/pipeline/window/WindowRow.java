package io.stacklens.pipeline.window;

import io.stacklens.model.Severity;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;

/** A row of the tables {@code analytics_metrics_*}, read whole but for its sketches. */
public final class WindowRow {

    private static final TypeReference<EnumMap<Severity, Long>> COUNTS = new TypeReference<>() {};

    private WindowRow() {}

    /**
     * Reads the row where the result set stands.
     *
     * @param size of the table's windows
     */
    public static WindowMetrics read(WindowSize size, ResultSet row) throws SQLException {
        String route = row.getString("route");
        return new WindowMetrics(
                row.getString("service"),
                route.isEmpty() ? null : route,
                size,
                time(row, "window_start"),
                time(row, "window_end"),
                row.getLong("event_count"),
                row.getLong("error_count"),
                number(row, "error_rate"),
                row.getLong("total_requests"),
                number(row, "latency_avg"),
                number(row, "latency_p50"),
                number(row, "latency_p95"),
                number(row, "latency_p99"),
                number(row, "latency_max"),
                row.getLong("latency_count"),
                row.getLong("latency_sum_nanos"),
                row.getLong("bytes"),
                row.getLong("unique_users"),
                Json.mapper().readValue(row.getString("severity_counts"), COUNTS),
                row.getLong("revision"),
                row.getBoolean("closed"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : Double.valueOf(value);
    }
}
