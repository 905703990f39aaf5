package io.stacklens.dashboard.alerts;

import io.stacklens.dashboard.alerts.ReadAlerts.Version;
import io.stacklens.dashboard.alerts.ReadAlerts.Versioned;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.Point;
import io.stacklens.model.alert.Alert.SampleRecord;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.alert.RuleKind;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored episodes. Read only: the sink of {@code analytics-alerts} is their one writer. */
@Repository
class Alerts {

    private static final TypeReference<List<SampleRecord>> SAMPLES = new TypeReference<>() {};
    private static final TypeReference<List<Point>> POINTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ReadAlerts read = new ReadAlerts();

    Alerts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Episodes by the time of their last change, newest first. */
    Items<ListedAlert> newestFirst(AlertFilter filter, int limit, @Nullable PageCursor after) {
        Conditions conditions = filter.conditions().with("rows", limit + 1);
        if (after != null) {
            conditions.and(
                    "(changed_at, id) < (:afterTime, :afterId)", "afterTime", after.instant(0));
            conditions.with("afterId", after.text(1));
        }
        List<Version> rows =
                jdbc.sql(
                                """
                                select id, sequence, changed_at, updated_at from alerts %s
                                order by changed_at desc, id desc limit :rows\
                                """
                                        .formatted(conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> version(row))
                        .list();
        Items<Version> page =
                Items.page(rows, limit, last -> PageCursor.of(last.changedAt(), last.id()));
        return new Items<>(
                read.find(page.items(), ids -> find(ids, filter.conditions())), page.nextCursor());
    }

    /** Those of these that are there and still fit. */
    private List<Versioned> find(List<String> ids, Conditions conditions) {
        conditions.and("id = any(:ids)", "ids", ids.toArray(String[]::new));
        return jdbc.sql(
                        """
                        select alerts.*, (select h.value from alert_history h
                                          where h.alert_id = alerts.id and h.status = 'firing'
                                          order by h.sequence limit 1) as fired_value
                        from alerts %s\
                        """
                                .formatted(conditions.where()))
                .params(conditions.parameters())
                .query((row, _) -> new Versioned(version(row), listed(row)))
                .list();
    }

    Optional<Alert> find(String id) {
        return jdbc.sql("select * from alerts where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Those of these that are there. */
    List<Alert> find(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select * from alerts where id in (:ids)")
                        .param("ids", ids)
                        .query((row, _) -> read(row))
                        .list();
    }

    /** The changes of state of an episode, oldest first. */
    List<AlertChange> changes(String id) {
        return jdbc.sql(
                        "select sequence, status, value, changed_at, suppressed_by from"
                                + " alert_history where alert_id = :id order by id")
                .param("id", id)
                .query(
                        (row, _) ->
                                new AlertChange(
                                        row.getLong("sequence"),
                                        AlertStatus.ofLabel(Columns.text(row, "status")),
                                        Columns.doubleOrNull(row, "value"),
                                        Columns.time(row, "changed_at"),
                                        Columns.longOrNull(row, "suppressed_by")))
                .list();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                Columns.text(row, "id"),
                row.getLong("sequence"),
                Columns.time(row, "changed_at"),
                Columns.time(row, "updated_at"));
    }

    private static ListedAlert listed(ResultSet row) throws SQLException {
        return new ListedAlert(read(row), Columns.doubleOrNull(row, "fired_value"));
    }

    private static Alert read(ResultSet row) throws SQLException {
        return new Alert(
                Columns.text(row, "id"),
                row.getLong("sequence"),
                Columns.longOrNull(row, "rule_id"),
                Columns.text(row, "rule"),
                Columns.text(row, "service"),
                row.getString("route"),
                AlertSeverity.valueOf(Columns.text(row, "severity")),
                AlertStatus.ofLabel(Columns.text(row, "status")),
                Columns.text(row, "metric"),
                Columns.doubleOrNull(row, "value"),
                Columns.doubleOrNull(row, "threshold"),
                Columns.intOrNull(row, "window_seconds"),
                Columns.timeOrNull(row, "pending_since"),
                Columns.timeOrNull(row, "started_at"),
                Columns.timeOrNull(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                Columns.timeOrNull(row, "resolved_at"),
                Columns.time(row, "changed_at"),
                Columns.texts(row, "samples"),
                Columns.texts(row, "templates"),
                Columns.text(row, "fingerprint"),
                Columns.text(row, "link"),
                labels(row),
                row.getString("runbook_url"),
                RuleKind.ofLabel(Columns.text(row, "kind")),
                row.getString("query"),
                Columns.timeOrNull(row, "window_start"),
                Columns.timeOrNull(row, "window_end"),
                Columns.json(row, "sample_records", SAMPLES),
                Columns.json(row, "history", POINTS),
                row.getBoolean("flapping"),
                Columns.longOrNull(row, "suppressed_by"),
                row.getString("group_key"));
    }

    private static Map<String, String> labels(ResultSet row) throws SQLException {
        return Columns.json(row, "labels", new TypeReference<Map<String, String>>() {});
    }
}
