package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import tools.jackson.core.type.TypeReference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The table {@code alert_rules}, as operators left it. */
final class RuleTable {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JdbcOperations jdbc;

    RuleTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    List<AlertRule> read() {
        return jdbc.query("select * from alert_rules order by id", (row, _) -> rule(row));
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
                row.getBoolean("enabled"));
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
