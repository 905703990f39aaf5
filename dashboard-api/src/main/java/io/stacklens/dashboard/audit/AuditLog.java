package io.stacklens.dashboard.audit;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table {@code audit_log}. Triggers write the changes of tables, this what changes no row. */
@Component
public class AuditLog {

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes what the signed-in user did. */
    public void note(String action, String object, String id) {
        note(null, action, object, id, Map.of(), null);
    }

    /**
     * Notes what somebody did, or tried to do.
     *
     * @param actor null stands for the signed-in user
     * @param address null stands for that of the request
     */
    public void note(
            @Nullable String actor,
            String action,
            String object,
            String id,
            Map<String, Object> detail,
            @Nullable String address) {
        jdbc.sql(
                        "select record_audit(:actor::text, :action, :object, :id, :detail::jsonb,"
                                + " :address::text)")
                .param("actor", actor)
                .param("action", action)
                .param("object", object)
                .param("id", id)
                .param("detail", detail.isEmpty() ? null : Json.mapper().writeValueAsString(detail))
                .param("address", address)
                .query((_, _) -> 0)
                .list();
    }

    Items<AuditEntry> newestFirst(Filter filter, int limit, @Nullable PageCursor cursor) {
        Conditions conditions =
                new Conditions()
                        .and("actor = :actor", "actor", filter.actor())
                        .and("action = :action", "action", filter.action())
                        .and("table_name = :object", "object", filter.object())
                        .and("at >= :from", "from", filter.from())
                        .and("at < :to", "to", filter.to())
                        .and("id < :before", "before", cursor == null ? null : cursor.number(0))
                        .with("limit", limit + 1);
        List<AuditEntry> rows =
                jdbc.sql(
                                "select id, at, actor, action, table_name, row_id, before, after,"
                                        + " address from audit_log "
                                        + conditions.where()
                                        + " order by id desc limit :limit")
                        .params(conditions.parameters())
                        .query((row, _) -> entry(row))
                        .list();
        return Items.page(rows, limit, last -> PageCursor.of(last.id()));
    }

    /** What to show; null stands for any. */
    record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String object,
            @Nullable Instant from,
            @Nullable Instant to) {}

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Columns.time(row, "at"),
                Columns.text(row, "actor"),
                Columns.text(row, "action"),
                Columns.text(row, "table_name") + "/" + row.getString("row_id"),
                detail(row.getString("before"), row.getString("after")),
                row.getString("address"));
    }

    /** Of a change only the fields that differ, each with what it was. */
    static JsonNode detail(@Nullable String before, @Nullable String after) {
        if (before == null || after == null) {
            String only = before == null ? after : before;
            return Json.mapper().readTree(only == null ? "{}" : only);
        }
        JsonNode old = Json.mapper().readTree(before);
        Map<String, Map<String, @Nullable JsonNode>> changes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : Json.mapper().readTree(after).properties()) {
            JsonNode was = old.path(field.getKey());
            if (!was.equals(field.getValue()) && !field.getKey().equals("updated_at")) {
                Map<String, @Nullable JsonNode> change = new LinkedHashMap<>();
                change.put("from", was.isMissingNode() ? null : was);
                change.put("to", field.getValue());
                changes.put(field.getKey(), change);
            }
        }
        return Json.mapper().valueToTree(changes);
    }
}
