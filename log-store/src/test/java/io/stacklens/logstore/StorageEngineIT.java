package io.stacklens.logstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The storage tests run on plain PostgreSQL, and once more on each TimescaleDB that is there. */
class StorageEngineIT {

    @Test
    void theseTestsRunOnTheEngineThatIsAskedFor() throws SQLException {
        boolean wanted =
                System.getProperty("stacklens.test.timescaledb") != null
                        || System.getProperty("stacklens.test.postgres", "").contains("timescale");
        try (Connection connection = new TestDatabase().connect();
                ResultSet found =
                        connection
                                .createStatement()
                                .executeQuery(
                                        """
                                        select exists (select from pg_extension where extname = 'timescaledb'),
                                               relkind from pg_class where oid = 'log_blocks'::regclass
                                        """)) {
            found.next();
            assertThat(found.getBoolean(1)).isEqualTo(wanted);
            // A hypertable is a table; without TimescaleDB it is a partitioned table.
            assertThat(found.getString(2)).isEqualTo(wanted ? "r" : "p");
        }
    }
}
