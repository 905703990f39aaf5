package io.stacklens.dashboard.anomalies;

import io.stacklens.dashboard.anomalies.Feedback.Verdict;
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

    private static final String JUDGED =
            "select a.*, f.verdict, f.comment, f.given_by, f.given_at"
                    + " from anomalies a left join anomaly_feedback f on f.anomaly_id = a.id";

    private final JdbcClient jdbc;

    Anomalies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Anomalies of windows that began in a time, newest first. */
    Items<JudgedAnomaly> newestFirst(
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
        List<JudgedAnomaly> rows =
                jdbc.sql(
                                "%s %s order by window_start desc, id desc limit :rows"
                                        .formatted(JUDGED, conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(
                rows,
                limit,
                last -> PageCursor.of(last.anomaly().windowStart(), last.anomaly().id()));
    }

    Optional<JudgedAnomaly> find(String id) {
        return jdbc.sql(JUDGED + " where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Notes what somebody thinks of an anomaly, in place of what was noted before. */
    void judge(String id, Verdict verdict, @Nullable String comment, String by) {
        jdbc.sql(
                        """
                        insert into anomaly_feedback (anomaly_id, verdict, comment, given_by, given_at)
                        values (:id, :verdict, :comment, :by, now())
                        on conflict (anomaly_id) do update set verdict = excluded.verdict,
                            comment = excluded.comment, given_by = excluded.given_by, given_at = excluded.given_at\
                        """)
                .param("id", id)
                .param("verdict", verdict.label())
                .param("comment", comment)
                .param("by", by)
                .update();
    }

    private static JudgedAnomaly read(ResultSet row) throws SQLException {
        return new JudgedAnomaly(readAnomaly(row), readFeedback(row));
    }

    private static @Nullable Feedback readFeedback(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        return verdict == null
                ? null
                : new Feedback(
                        Verdict.ofLabel(verdict),
                        row.getString("comment"),
                        Columns.text(row, "given_by"),
                        Columns.time(row, "given_at"));
    }

    private static Anomaly readAnomaly(ResultSet row) throws SQLException {
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
