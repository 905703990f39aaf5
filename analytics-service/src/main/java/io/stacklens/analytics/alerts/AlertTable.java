package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The table {@code alerts}: one row an episode, as of its latest change of state. */
final class AlertTable {

    private static final String UPSERT =
            """
            insert into alerts as old (id, sequence, rule_id, rule, service, route, severity, status,
                metric, value, threshold, window_seconds, pending_since, started_at,
                acknowledged_at, acknowledged_by, resolved_at, changed_at, samples, templates,
                fingerprint, link, labels, runbook_url, kind, query, window_start, window_end,
                sample_records, history, flapping, suppressed_by, group_key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?,
                ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)
            on conflict (id) do update set
                sequence = excluded.sequence, rule = excluded.rule, severity = excluded.severity,
                status = excluded.status, value = excluded.value,
                threshold = excluded.threshold, window_seconds = excluded.window_seconds,
                pending_since = excluded.pending_since, started_at = excluded.started_at,
                acknowledged_at = excluded.acknowledged_at,
                acknowledged_by = excluded.acknowledged_by, resolved_at = excluded.resolved_at,
                changed_at = excluded.changed_at, samples = excluded.samples,
                templates = excluded.templates, link = excluded.link, labels = excluded.labels,
                runbook_url = excluded.runbook_url, query = excluded.query,
                window_start = excluded.window_start, window_end = excluded.window_end,
                sample_records = excluded.sample_records, history = excluded.history,
                flapping = excluded.flapping, suppressed_by = excluded.suppressed_by
            where excluded.sequence > old.sequence
            """;

    private final JdbcOperations jdbc;

    AlertTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes alerts one after the other, so that the history has each change of state. */
    void upsert(List<Alert> alerts) {
        jdbc.batchUpdate(UPSERT, alerts, alerts.size(), AlertTable::bind);
    }

    private static void bind(PreparedStatement row, Alert alert) throws SQLException {
        int i = 0;
        row.setString(++i, alert.id());
        row.setLong(++i, alert.sequence());
        row.setObject(++i, alert.ruleId());
        row.setString(++i, alert.rule());
        row.setString(++i, alert.service());
        row.setString(++i, alert.route());
        row.setString(++i, alert.severity().name());
        row.setString(++i, alert.status().label());
        row.setString(++i, alert.metric());
        row.setObject(++i, alert.value());
        row.setObject(++i, alert.threshold());
        row.setObject(++i, alert.windowSeconds());
        row.setObject(++i, time(alert.pendingSince()));
        row.setObject(++i, time(alert.startedAt()));
        row.setObject(++i, time(alert.acknowledgedAt()));
        row.setString(++i, alert.acknowledgedBy());
        row.setObject(++i, time(alert.resolvedAt()));
        row.setObject(++i, time(alert.changedAt()));
        row.setArray(++i, texts(row, alert.samples()));
        row.setArray(++i, texts(row, alert.templates()));
        row.setString(++i, alert.fingerprint());
        row.setString(++i, alert.link());
        row.setString(++i, json(alert.labels()));
        row.setString(++i, alert.runbookUrl());
        row.setString(++i, alert.kind().label());
        row.setString(++i, alert.query());
        row.setObject(++i, time(alert.windowStart()));
        row.setObject(++i, time(alert.windowEnd()));
        row.setString(++i, json(alert.sampleRecords()));
        row.setString(++i, json(alert.history()));
        row.setBoolean(++i, alert.flapping());
        row.setObject(++i, alert.suppressedBy());
        row.setString(++i, alert.groupKey());
    }

    private static String json(Object value) {
        return Json.mapper().writeValueAsString(value);
    }

    private static java.sql.Array texts(PreparedStatement row, List<String> texts)
            throws SQLException {
        return row.getConnection().createArrayOf("text", texts.toArray());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
