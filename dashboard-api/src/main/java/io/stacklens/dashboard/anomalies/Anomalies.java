package io.stacklens.dashboard.anomalies;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.anomaly.Anomaly;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored anomalies. */
@Repository
class Anomalies {

    private final JdbcClient jdbc;

    Anomalies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Anomalies of windows that began in a time, newest first. */
    Items<Anomaly> newestFirst(
            @Nullable String service,
            @Nullable AlertSeverity severity,
            double minScore,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable PageCursor after) {
        Conditions conditions =
                new Conditions()
                        .and("service = :service", "service", service)
                        .and(
                                "severity = :severity",
                                "severity",
                                severity == null ? null : severity.name())
                        .and("score >= :minScore", "minScore", minScore)
                        .and("window_start >= :from", "from", from)
                        .and("window_start < :to", "to", to)
                        .with("rows", limit + 1);
        if (after != null) {
            conditions.and(
                    "(window_start, id) < (:afterStart, :afterId)", "afterStart", after.instant(0));
            conditions.with("afterId", after.text(1));
        }
        List<Anomaly> rows =
                jdbc.sql(
                                "select * from anomalies %s order by window_start desc, id desc limit :rows"
                                        .formatted(conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(rows, limit, last -> PageCursor.of(last.windowStart(), last.id()));
    }

    Optional<Anomaly> find(String id) {
        return jdbc.sql("select * from anomalies where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    private static Anomaly read(ResultSet row) throws SQLException {
        return new Anomaly(
                Columns.text(row, "id"),
                Columns.text(row, "service"),
                row.getString("route"),
                Columns.text(row, "detector"),
                Columns.time(row, "window_start"),
                Columns.time(row, "window_end"),
                Columns.time(row, "detected_at"),
                row.getDouble("score"),
                AlertSeverity.valueOf(Columns.text(row, "severity")),
                List.of(Columns.json(row, "reasons", Anomaly.Reason[].class)),
                Columns.texts(row, "samples"));
    }
}
