package io.stacklens.anomaly.models;

import io.stacklens.anomaly.series.SeriesKey;
import io.stacklens.model.Severity;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** The stored windows of one minute that have closed. */
@Component
public class WindowHistory {

    private static final TypeReference<Map<Severity, Long>> COUNTS = new TypeReference<>() {};

    private static final String OF_SERIES =
            """
            select * from analytics_metrics_1min
            where service = :service and route = :route and closed and window_start >= (
                select max(window_start) from analytics_metrics_1min
                where service = :service and route = :route) - make_interval(secs => :history)
            order by window_start
            """;

    private static final String WITHOUT_MODEL =
            """
            select service, route from analytics_metrics_1min w
            where route = '' and closed and not exists (
                select from models m
                where m.service = w.service and m.route = w.route and m.detector = :detector)
            group by service, route having count(*) >= :min
            """;

    private final JdbcClient jdbc;
    private final TrainingProperties settings;

    WindowHistory(JdbcClient jdbc, TrainingProperties settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The windows that a model of the series is trained from, the earliest first. */
    public List<WindowMetrics> of(SeriesKey series) {
        return jdbc.sql(OF_SERIES)
                .param("service", series.service())
                .param("route", series.route())
                .param("history", (double) settings.history().toSeconds())
                .query((row, _) -> window(row))
                .list();
    }

    /** Series that have windows enough for a model, but no model. */
    public List<SeriesKey> withoutModel(String detector) {
        return jdbc.sql(WITHOUT_MODEL)
                .param("detector", detector)
                .param("min", settings.minWindows())
                .query((row, _) -> new SeriesKey(row.getString("service"), row.getString("route")))
                .list();
    }

    private static WindowMetrics window(ResultSet row) throws SQLException {
        String route = row.getString("route");
        return new WindowMetrics(
                row.getString("service"),
                route.isEmpty() ? null : route,
                WindowSize.ONE_MINUTE,
                row.getObject("window_start", OffsetDateTime.class).toInstant(),
                row.getObject("window_end", OffsetDateTime.class).toInstant(),
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

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : Double.valueOf(value);
    }
}
