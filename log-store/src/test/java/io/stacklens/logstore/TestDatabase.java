package io.stacklens.logstore;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.batch.LogBatch;

import org.postgresql.ds.PGSimpleDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

import javax.sql.DataSource;

/** A database of one test, and the ways to fill it. */
final class TestDatabase {

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private Connection reused;

    TestDatabase() {
        Database database = EmbeddedPlatform.shared().newDatabase();
        dataSource.setUrl(database.url());
        dataSource.setUser(database.appUser());
        dataSource.setPassword(database.appPassword());
    }

    /**
     * Gives one connection again and again, as a pool would: to connect takes longer than to ask.
     */
    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (method, arguments) ->
                        method.getName().equals("getConnection")
                                ? unclosed(reused())
                                : method.invoke(dataSource, arguments));
    }

    private Connection reused() throws SQLException {
        if (reused == null) {
            reused = connect();
        }
        return reused;
    }

    private static Connection unclosed(Connection connection) {
        return proxy(
                Connection.class,
                (method, arguments) ->
                        method.getName().equals("close")
                                ? null
                                : method.invoke(connection, arguments));
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            try {
                                return call.on(method, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        }));
    }

    Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    /** Writes batches with one flush. */
    Written write(LogStoreOptions options, LogBatch... batches) throws SQLException {
        LogStoreWriter writer = new LogStoreWriter(options);
        Arrays.stream(batches).forEach(writer::add);
        try (Connection connection = dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Written written = writer.flush(connection);
            connection.commit();
            return written;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
