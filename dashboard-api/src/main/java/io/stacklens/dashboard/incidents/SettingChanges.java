package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.sql.Columns;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import tools.jackson.databind.JsonNode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who changed which setting, by the audit log. Names of fields, never their values. */
@Repository
class SettingChanges {

    private static final int MOST = 100;

    /** Tables whose changes may explain an incident or its alerts, and what a row of them is. */
    private static final Map<String, String> TABLES =
            Map.of(
                    "alert_rules", "alert rule",
                    "slos", "objective",
                    "silences", "silence",
                    "services", "catalogue entry",
                    "notification_channels", "notification channel",
                    "notification_routes", "notification route");

    private final JdbcClient jdbc;

    SettingChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The earliest of a time, in their order. What a migration brings is nobody's change. */
    List<TimelineEntry> between(Instant from, Instant to) {
        return jdbc.sql(
                        """
                        select at, actor, action, table_name, row_id, before, after from audit_log
                        where at >= :from and at < :to and table_name in (:tables)
                          and actor not in (select tableowner from pg_tables where tablename = 'audit_log')
                        order by at, id limit :rows\
                        """)
                .param("from", Columns.timestamp(from))
                .param("to", Columns.timestamp(to))
                .param("tables", List.copyOf(TABLES.keySet()))
                .param("rows", MOST)
                .query((row, _) -> entry(row))
                .list();
    }

    private static TimelineEntry entry(ResultSet row) throws SQLException {
        String table = Columns.text(row, "table_name");
        @Nullable JsonNode before = json(row, "before");
        @Nullable JsonNode after = json(row, "after");
        String id = row.getString("row_id");
        return new TimelineEntry(
                Columns.time(row, "at"),
                TimelineEntry.Type.CHANGE,
                "%s '%s' %s"
                        .formatted(
                                TABLES.get(table),
                                name(after != null ? after : before, id),
                                action(Columns.text(row, "action"), before, after)),
                table + "/" + id,
                row.getString("actor"));
    }

    private static String action(
            String action, @Nullable JsonNode before, @Nullable JsonNode after) {
        return switch (action) {
            case "insert" -> "added";
            case "delete" -> "deleted";
            default -> {
                List<String> fields = changedFields(before, after);
                yield fields.isEmpty() ? "changed" : "changed: " + String.join(", ", fields);
            }
        };
    }

    private static List<String> changedFields(@Nullable JsonNode before, @Nullable JsonNode after) {
        List<String> fields = new ArrayList<>();
        if (before != null && after != null) {
            after.propertyStream()
                    .filter(field -> !field.getKey().equals("updated_at"))
                    .filter(field -> !field.getValue().equals(before.get(field.getKey())))
                    .forEach(field -> fields.add(field.getKey()));
        }
        return fields;
    }

    private static String name(@Nullable JsonNode row, @Nullable String id) {
        JsonNode name = row == null ? null : row.has("name") ? row.get("name") : row.get("service");
        return name == null || !name.isString() ? String.valueOf(id) : name.asString();
    }

    private static @Nullable JsonNode json(ResultSet row, String column) throws SQLException {
        return row.getString(column) == null ? null : Columns.json(row, column, JsonNode.class);
    }
}
