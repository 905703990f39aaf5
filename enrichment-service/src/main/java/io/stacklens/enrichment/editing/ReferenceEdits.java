package io.stacklens.enrichment.editing;

import io.stacklens.enrichment.ReferenceChange;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reference tables as operators edit them. A change counts for the next batch. */
@Component
class ReferenceEdits {

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;

    ReferenceEdits(JdbcTemplate jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Rows in the order of their keys. */
    List<Map<String, @Nullable Object>> rowsAfter(ReferenceTable table, String key, int limit) {
        return jdbc.query(
                "%s where %s > ? order by 1 limit ?".formatted(select(table), table.key().name()),
                (row, _) -> row(table, row),
                key,
                limit);
    }

    Optional<Map<String, @Nullable Object>> row(ReferenceTable table, String key) {
        return jdbc
                .query(
                        "%s where %s = ?".formatted(select(table), table.key().name()),
                        (row, _) -> row(table, row),
                        key)
                .stream()
                .findFirst();
    }

    /** Adds rows, or replaces those that have their keys, all or none; each key comes once. */
    void save(ReferenceTable table, List<Map<String, @Nullable Object>> rows) {
        String key = table.key().name();
        List<Field> fields = table.fields();
        String names = names(table);
        String arrays =
                fields.stream()
                        .map(field -> "?::" + field.kind().sqlType() + "[]")
                        .collect(Collectors.joining(", "));
        String changes =
                fields.stream()
                        .skip(1)
                        .map(field -> "%1$s = excluded.%1$s".formatted(field.name()))
                        .collect(Collectors.joining(", "));
        String sql =
                "insert into %s (%s) select * from unnest(%s) on conflict (%s) do update set %s"
                        .formatted(table.sqlName(), names, arrays, key, changes);
        jdbc.execute(
                (ConnectionCallback<@Nullable Void>)
                        connection -> {
                            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                                for (int i = 0; i < fields.size(); i++) {
                                    String name = fields.get(i).name();
                                    statement.setArray(
                                            i + 1,
                                            connection.createArrayOf(
                                                    fields.get(i).kind().sqlType(),
                                                    rows.stream()
                                                            .map(row -> row.get(name))
                                                            .toArray()));
                                }
                                statement.executeUpdate();
                            }
                            return null;
                        });
        changed(table, rows.stream().map(row -> String.valueOf(row.get(key))).toList());
    }

    void delete(ReferenceTable table, String key) {
        jdbc.update(
                "delete from %s where %s = ?".formatted(table.sqlName(), table.key().name()), key);
        changed(table, List.of(key));
    }

    private void changed(ReferenceTable table, List<String> keys) {
        events.publishEvent(new ReferenceChange(table.sqlName(), keys));
    }

    private static Map<String, @Nullable Object> row(ReferenceTable table, ResultSet row)
            throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : table.fields()) {
            values.put(field.name(), row.getObject(field.name()));
        }
        return values;
    }

    private static String select(ReferenceTable table) {
        return "select %s from %s".formatted(names(table), table.sqlName());
    }

    private static String names(ReferenceTable table) {
        return table.fields().stream().map(Field::name).collect(Collectors.joining(", "));
    }
}
