package io.stacklens.embedded;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a database server is started.
 *
 * @param port the port on the loopback address; 0 takes a free one
 * @param extension a directory that {@code scripts/timescaledb} has prepared; null for PostgreSQL
 *     alone
 * @param settings server settings, as in {@code postgresql.conf}
 */
public record PostgresOptions(int port, @Nullable Path extension, Map<String, String> settings) {

    public PostgresOptions {
        settings = Map.copyOf(settings);
    }

    /** What suits two cores and a few gigabytes; every commit is on disk before it is answered. */
    public static PostgresOptions defaults() {
        return new PostgresOptions(
                0,
                null,
                Map.ofEntries(
                        Map.entry("fsync", "on"),
                        Map.entry("synchronous_commit", "on"),
                        Map.entry("max_connections", "100"),
                        Map.entry("shared_buffers", "256MB"),
                        Map.entry("max_wal_size", "2GB"),
                        Map.entry("checkpoint_timeout", "15min"),
                        Map.entry("random_page_cost", "1.1"),
                        Map.entry("jit", "off"),
                        Map.entry("log_min_messages", "warning"),
                        Map.entry("timezone", "UTC")));
    }

    public PostgresOptions withPort(int newPort) {
        return new PostgresOptions(newPort, extension, settings);
    }

    /** With the TimescaleDB that {@code scripts/timescaledb} has prepared in a directory. */
    public PostgresOptions withTimescaleDb(Path prepared) {
        return new PostgresOptions(port, prepared, settings)
                .with("shared_preload_libraries", "timescaledb")
                .with("timescaledb.telemetry_level", "off")
                // We run no job of its; a worker would hold each database open.
                .with("timescaledb.max_background_workers", "0");
    }

    public PostgresOptions with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new PostgresOptions(port, extension, more);
    }
}
