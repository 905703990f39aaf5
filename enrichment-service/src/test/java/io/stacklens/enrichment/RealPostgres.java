package io.stacklens.enrichment;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPostgres;
import io.stacklens.embedded.Migrator;
import io.stacklens.embedded.PostgresOptions;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A database server of the test's own, with the whole schema, that it can kill. */
final class RealPostgres implements AutoCloseable {

    private final Path directory;
    private EmbeddedPostgres server;

    private RealPostgres(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    static RealPostgres start(Path directory) {
        RealPostgres postgres = new RealPostgres(directory, start(directory, 0));
        Database database = postgres.server.createDatabase("enrichment");
        Migrator.migrate(database.url(), database.ownerUser(), database.ownerPassword());
        return postgres;
    }

    Database database() {
        return server.database("enrichment");
    }

    int port() {
        return server.port();
    }

    /** All of its processes, as {@code kill -9} and the kernel without memory do. */
    void kill() {
        ProcessHandle postmaster = server.process().orElseThrow();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        server.close(); // its directory is free for the next
    }

    /** At the same address, with what was committed. */
    void revive() {
        server = start(directory, server.port());
    }

    @Override
    public void close() {
        server.close();
    }

    private static EmbeddedPostgres start(Path directory, int port) {
        return EmbeddedPostgres.start(
                directory,
                PostgresOptions.defaults().withPort(port).with("shared_buffers", "64MB"));
    }
}
