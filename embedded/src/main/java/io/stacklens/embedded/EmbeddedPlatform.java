package io.stacklens.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One broker and one database server for all the integration tests of a JVM: started at first use
 * in a temporary directory, with every topic made, stopped and deleted when the JVM ends. Tests
 * share the broker, so they look for their own records by key or use a topic of their own name.
 */
public final class EmbeddedPlatform {

    /** System property: where {@code scripts/timescaledb} has prepared it, to test with it. */
    private static final String TIMESCALEDB = "stacklens.test.timescaledb";

    private static final String TEMPLATE = "stacklens_template";

    private final EmbeddedBroker broker;
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedPlatform(EmbeddedBroker broker, EmbeddedPostgres postgres) {
        this.broker = broker;
        this.postgres = postgres;
    }

    /** The platform of this JVM. */
    public static EmbeddedPlatform shared() {
        return Shared.PLATFORM;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** A database of the caller's own, with the whole schema and no data. */
    public Database newDatabase() {
        return postgres.createDatabase("test_" + databases.incrementAndGet(), TEMPLATE);
    }

    private static final class Shared {
        static final EmbeddedPlatform PLATFORM = start();
    }

    private static EmbeddedPlatform start() {
        try {
            Path directory = Files.createTempDirectory("stacklens-test-");
            CompletableFuture<EmbeddedPostgres> postgres =
                    CompletableFuture.supplyAsync(() -> startPostgres(directory));
            EmbeddedBroker broker = startBroker(directory);
            EmbeddedPlatform platform = new EmbeddedPlatform(broker, postgres.join());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> platform.stop(directory), "platform-stop"));
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the platform for tests", e);
        }
    }

    private static EmbeddedPostgres startPostgres(Path directory) {
        // The data are thrown away with the JVM, so the tests need not wait for the disk.
        PostgresOptions options =
                PostgresOptions.defaults()
                        .with("fsync", "off")
                        .with("shared_buffers", "64MB")
                        .with("max_wal_size", "256MB");
        String timescaleDb = System.getProperty(TIMESCALEDB);
        if (timescaleDb != null) {
            options = options.withTimescaleDb(Path.of(timescaleDb));
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"), options);
        Database template = postgres.createDatabase(TEMPLATE);
        Migrator.migrate(template.url(), template.ownerUser(), template.ownerPassword());
        return postgres;
    }

    private static EmbeddedBroker startBroker(Path directory) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        try {
            Migrator.createTopics(broker.bootstrapServers());
        } catch (ExecutionException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
        return broker;
    }

    private void stop(Path directory) {
        postgres.close();
        broker.close();
        try {
            PostgresBinaries.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
