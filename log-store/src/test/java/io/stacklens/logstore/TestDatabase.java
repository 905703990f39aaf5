package io.stacklens.logstore;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.batch.LogBatch;

import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

import javax.sql.DataSource;

/** A database of one test, and the ways to fill it. */
final class TestDatabase {

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();

    TestDatabase() {
        Database database = EmbeddedPlatform.shared().newDatabase();
        dataSource.setUrl(database.url());
        dataSource.setUser(database.appUser());
        dataSource.setPassword(database.appPassword());
    }

    DataSource dataSource() {
        return dataSource;
    }

    Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    /** Writes batches with one flush. */
    Written write(LogStoreOptions options, LogBatch... batches) throws SQLException {
        LogStoreWriter writer = new LogStoreWriter(options);
        Arrays.stream(batches).forEach(writer::add);
        try (Connection connection = connect()) {
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
