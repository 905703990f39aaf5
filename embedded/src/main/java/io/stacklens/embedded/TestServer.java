package io.stacklens.embedded;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The database server of the integration tests of a JVM.
 *
 * @param template what new databases are copied from; null to make each anew, since a server that
 *     is not ours may have workers in a template, and then it cannot be copied
 * @param end stops what was started
 */
record TestServer(Databases databases, @Nullable String template, AutoCloseable end) {

    /** System property: the JDBC URL of a superuser, whose server is used instead of our own. */
    private static final String URL = "stacklens.test.postgres";

    /** System property: where {@code scripts/timescaledb} has prepared it, to test with it. */
    private static final String TIMESCALEDB = "stacklens.test.timescaledb";

    private static final String TEMPLATE = "stacklens_template";

    /** Starts what the system properties ask for. */
    static TestServer start(Path directory) throws IOException {
        @Nullable String url = System.getProperty(URL);
        return url != null ? connect(url, directory) : startOwn(directory);
    }

    private static TestServer startOwn(Path directory) {
        // The data are thrown away with the JVM, so the tests need not wait for the disk.
        PostgresOptions options =
                PostgresOptions.defaults()
                        .with("fsync", "off")
                        // Nobody guesses passwords here, and tests connect thousands of times.
                        .with("scram_iterations", "1")
                        .with("shared_buffers", "64MB")
                        .with("max_wal_size", "256MB");
        @Nullable String timescaleDb = System.getProperty(TIMESCALEDB);
        if (timescaleDb != null) {
            options = options.withTimescaleDb(Path.of(timescaleDb));
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"), options);
        Databases databases = postgres.databases();
        migrate(databases.create(TEMPLATE));
        return new TestServer(databases, TEMPLATE, postgres);
    }

    private static TestServer connect(String url, Path directory) throws IOException {
        Secrets secrets = Secrets.loadOrMake(directory.resolve("passwords.properties"));
        try (Connection connection = DriverManager.getConnection(url)) {
            new RoleMaker(secrets.owner(), secrets.app(), secrets.query()).make(connection);
            // A driver that starts its server, such as one of containers, knows the place then.
            String place = connection.getMetaData().getURL();
            String address = place.replaceFirst("^jdbc:postgresql://([^/?]+).*$", "$1");
            return new TestServer(new Databases(address, secrets), null, () -> {});
        } catch (SQLException e) {
            throw new IOException("cannot use the server of " + URL, e);
        }
    }

    /** A database with the whole schema and no data. */
    Database newDatabase(String name) {
        if (template != null) {
            return databases.create(name, template);
        }
        Database database = databases.create(name);
        migrate(database);
        return database;
    }

    private static void migrate(Database database) {
        Migrator.migrate(database.url(), database.ownerUser(), database.ownerPassword());
    }
}
