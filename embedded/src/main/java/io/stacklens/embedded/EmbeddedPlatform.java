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

    private final EmbeddedBroker broker;
    private final TestServer server;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedPlatform(EmbeddedBroker broker, TestServer server) {
        this.broker = broker;
        this.server = server;
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
        return server.newDatabase("test_" + databases.incrementAndGet());
    }

    private static final class Shared {
        static final EmbeddedPlatform PLATFORM = start();
    }

    private static EmbeddedPlatform start() {
        try {
            Path directory = Files.createTempDirectory("stacklens-test-");
            CompletableFuture<TestServer> server =
                    CompletableFuture.supplyAsync(() -> startServer(directory));
            EmbeddedBroker broker = startBroker(directory);
            EmbeddedPlatform platform = new EmbeddedPlatform(broker, server.join());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> platform.stop(directory), "platform-stop"));
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the platform for tests", e);
        }
    }

    private static TestServer startServer(Path directory) {
        try {
            return TestServer.start(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the database server for tests", e);
        }
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
        broker.close();
        try {
            server.end().close();
            PostgresBinaries.deleteTree(directory);
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop what runs in " + directory, e);
        }
    }
}
