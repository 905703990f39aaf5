package io.stacklens.dashboard.sql;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of one statement, each with its named parameter. SQL comes from our own code only;
 * what callers give goes into parameters.
 */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** Adds a condition without parameters. */
    public Conditions and(String sql) {
        conditions.add(sql);
        return this;
    }

    /** Adds a condition with one parameter, unless its value is absent. */
    public Conditions and(String sql, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(sql);
            with(name, value);
        }
        return this;
    }

    /** Adds a parameter. */
    public Conditions with(String name, Object value) {
        parameters.put(name, value instanceof Instant time ? Columns.timestamp(time) : value);
        return this;
    }

    /** The conditions as one, which always holds if there are none. */
    public String all() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    /** The conditions as a {@code where} clause, empty without any. */
    public String where() {
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}
