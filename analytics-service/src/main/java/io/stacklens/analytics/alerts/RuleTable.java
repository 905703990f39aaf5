package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The tables {@code alert_rules} and {@code slos}, as operators left them. */
final class RuleTable {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private static final TypeReference<List<BurnWindow>> WINDOWS = new TypeReference<>() {};

    private final JdbcOperations jdbc;

    RuleTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    Rows read() {
        List<AlertRule> rules =
                jdbc.query("select * from alert_rules order by id", (row, _) -> rule(row));
        boolean needsSlos = rules.stream().anyMatch(rule -> rule.sloId() != null);
        return new Rows(
                rules,
                needsSlos
                        ? jdbc.query("select * from slos order by id", (row, _) -> slo(row))
                        : List.of());
    }

    /** What was read at one time; objectives only when rules name some. */
    record Rows(List<AlertRule> rules, List<Slo> slos) {}

    private static Slo slo(ResultSet row) throws SQLException {
        return new Slo(
                row.getLong("id"),
                row.getString("service"),
                row.getString("route"),
                row.getDouble("objective"),
                number(row, "latency_threshold_ms"));
    }

    private static AlertRule rule(ResultSet row) throws SQLException {
        return new AlertRule(
                row.getLong("id"),
                row.getString("name"),
                row.getString("metric"),
                row.getString("operator"),
                row.getDouble("threshold"),
                row.getInt("window_seconds"),
                AlertSeverity.valueOf(row.getString("severity")),
                row.getString("service"),
                row.getString("route"),
                row.getInt("min_events"),
                row.getInt("for_seconds"),
                number(row, "clear_threshold"),
                row.getInt("keep_firing_for_seconds"),
                row.getString("no_data"),
                List.of((String[]) row.getArray("group_by").getArray()),
                Json.mapper().readValue(row.getString("labels"), LABELS),
                row.getString("runbook_url"),
                row.getBoolean("enabled"),
                RuleKind.ofLabel(row.getString("kind")),
                number(row, "tolerance"),
                row.getString("query"),
                row.getObject("after_seconds", Integer.class),
                row.getString("change"),
                number(row, "factor"),
                row.getObject("slo_id", Long.class),
                Json.mapper().readValue(row.getString("burn_windows"), WINDOWS),
                row.getString("expression"));
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
