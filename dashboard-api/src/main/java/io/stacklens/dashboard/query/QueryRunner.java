package io.stacklens.dashboard.query;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs admitted statements: read-only, for a bounded time, to a bounded number of rows. */
@Component
class QueryRunner {

    private final QueryDatabase database;
    private final QueryProperties settings;

    QueryRunner(QueryDatabase database, QueryProperties settings) {
        this.database = database;
        this.settings = settings;
    }

    QueryResult run(String admitted, int limit) {
        try (Connection connection = database.connect()) {
            try {
                fence(connection);
                return read(connection, admitted, limit);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    /** For this transaction alone: what is set for a session is undone by the first roll-back. */
    private void fence(Connection connection) throws SQLException {
        String fences =
                String.join(
                        "; ",
                        "set transaction read only",
                        "set local statement_timeout = " + settings.timeout().toMillis(),
                        "set local lock_timeout = '1s'",
                        "set local standard_conforming_strings = on",
                        "set local search_path = public",
                        "set local time zone 'UTC'");
        try (Statement statement = connection.createStatement()) {
            statement.execute(fences);
        }
    }

    private static QueryResult read(Connection connection, String sql, int limit)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(limit + 1);
            try (ResultSet found = statement.executeQuery(sql)) {
                ResultSetMetaData shape = found.getMetaData();
                List<List<@Nullable Object>> rows = new ArrayList<>();
                while (rows.size() < limit && found.next()) {
                    rows.add(row(found, shape.getColumnCount()));
                }
                return new QueryResult(names(shape), rows, rows.size() == limit && found.next());
            }
        }
    }

    private static List<String> names(ResultSetMetaData shape) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            names.add(shape.getColumnLabel(i));
        }
        return names;
    }

    private static List<@Nullable Object> row(ResultSet found, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            values.add(QueryValue.read(found, i));
        }
        return values;
    }

    private RuntimeException explained(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = e.getMessage() == null ? state : e.getMessage();
        if (state.equals("57014")) {
            return RefusedQueryException.tooCostly(
                    "the query ran longer than %d ms".formatted(settings.timeout().toMillis()));
        }
        if (message.contains("maxResultBuffer") || message.contains("max result buffer")) {
            return RefusedQueryException.tooCostly(
                    "the result is larger than " + settings.maxResult());
        }
        if (state.startsWith("53") || state.startsWith("54")) {
            return RefusedQueryException.tooCostly(message);
        }
        if (state.equals("42501") || state.startsWith("25")) {
            return RefusedQueryException.forbidden(message);
        }
        if (e instanceof SQLTransientConnectionException && e.getCause() == null) {
            return RefusedQueryException.busy("all connections for queries are in use");
        }
        if (state.isEmpty() || state.startsWith("08") || state.startsWith("57P")) {
            return new DataAccessResourceFailureException("database is away", e);
        }
        return RefusedQueryException.malformed(message);
    }
}
