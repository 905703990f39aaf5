package io.stacklens.e2e.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the log store holds: its records, their bytes as received, and the bytes that its tables
 * take on disk, indexes and filters included.
 */
public record StoredSize(long records, long rawBytes, long diskBytes) {

    private static final String SUMS =
            """
            select coalesce(sum(record_count), 0)::bigint,
                   coalesce(sum(raw_bytes), 0)::bigint,
                   (select coalesce(sum(pg_total_relation_size(inhrelid)), 0)::bigint
                    from pg_inherits where inhparent = 'log_blocks'::regclass)
            from log_blocks\
            """;

    static StoredSize read(Database database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet sums = statement.executeQuery(SUMS)) {
            sums.next();
            return new StoredSize(sums.getLong(1), sums.getLong(2), sums.getLong(3));
        }
    }

    /** Where the platform keeps its tables. */
    public record Database(String url, String user, String password) {

        @Override
        public String toString() {
            return "Database[%s, %s]".formatted(url, user);
        }
    }

    StoredSize minus(StoredSize before) {
        return new StoredSize(
                records - before.records, rawBytes - before.rawBytes, diskBytes - before.diskBytes);
    }
}
