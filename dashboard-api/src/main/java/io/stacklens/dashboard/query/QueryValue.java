package io.stacklens.dashboard.query;

import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;

/** A value of any column in its JSON form: numbers, texts, times in RFC 3339, JSON, lists. */
final class QueryValue {

    private QueryValue() {}

    static @Nullable Object read(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        return switch (row.getMetaData().getColumnTypeName(column)) {
            case "timestamptz" ->
                    Objects.toString(row.getObject(column, OffsetDateTime.class).toInstant());
            case "json", "jsonb" -> Json.mapper().readTree(Objects.toString(value));
            default ->
                    switch (value) {
                        case Array array -> Arrays.asList((Object[]) array.getArray());
                        case Number number -> number;
                        case Boolean truth -> truth;
                        default -> Objects.toString(row.getString(column));
                    };
        };
    }
}
