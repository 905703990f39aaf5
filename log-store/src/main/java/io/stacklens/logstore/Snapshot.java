package io.stacklens.logstore;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/**
 * Reads blocks in one transaction that sees one state of the table, so that blocks which are merged
 * meanwhile are seen once.
 */
final class Snapshot {

    // Compiling a query costs more than these short ones take. The lock comes before the first
    // query: one that waited for it would see the table as it was before, and nothing of a day
    // whose partition was exchanged meanwhile.
    private static final String BEGIN =
            "set transaction isolation level repeatable read, read only; set local jit = off;"
                    + " lock table only log_blocks in access share mode";

    private final DataSource dataSource;

    Snapshot(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is read; may throw the database's exception. */
    interface Reading<T extends @Nullable Object> {
        T read(BlockTable table) throws SQLException;
    }

    <T extends @Nullable Object> T read(Reading<T> reading) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (Statement begin = connection.createStatement()) {
                begin.execute(BEGIN);
                return reading.read(new BlockTable(connection));
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new LogStoreException(e);
        }
    }
}
