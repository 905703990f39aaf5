package io.stacklens.logstore;

import com.zaxxer.hikari.HikariDataSource;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPostgres;
import io.stacklens.embedded.Migrator;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Fills a database of its own with realistic log records and times searches over them. Run as a
 * program: {@code StoreBenchmark DIRECTORY fill LINES} or {@code StoreBenchmark DIRECTORY search}.
 */
final class StoreBenchmark {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final int PER_SECOND = 10_000;
    private static final int BATCH = 500;
    private static final int REPEATS = Integer.getInteger("repeats", 5);

    private final HikariDataSource dataSource = new HikariDataSource();
    private final ServerCpu serverCpu;

    private StoreBenchmark(Database database) throws Exception {
        dataSource.setJdbcUrl(database.url());
        dataSource.setUsername(database.appUser());
        dataSource.setPassword(database.appPassword());
        try (Connection connection = dataSource.getConnection()) {
            serverCpu = ServerCpu.of(connection);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), 0)) {
            Database database = postgres.createDatabase("benchmark");
            boolean fills = arguments[1].equals("fill");
            if (fills) {
                Migrator.migrate(database.url(), database.ownerUser(), database.ownerPassword());
            }
            StoreBenchmark benchmark = new StoreBenchmark(database);
            if (fills) {
                benchmark.fill(Long.parseLong(arguments[2]));
            }
            benchmark.size();
            if (arguments[1].equals("search")) {
                benchmark.search(Arrays.asList(arguments).subList(2, arguments.length));
            }
            benchmark.dataSource.close();
        }
    }

    private void fill(long lines) throws SQLException {
        RealisticLogs logs = new RealisticLogs(7, EpochNanos.of(START), PER_SECOND);
        LogStoreWriter writer = new LogStoreWriter(LogStoreOptions.defaults());
        long began = System.nanoTime();
        long spent = 0;
        double server = serverCpu.seconds();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (long written = 0; written < lines; ) {
                List<LogBatch> batches = new ArrayList<>();
                for (int records = 0; records < 4096; records += BATCH) {
                    batches.add(
                            LogBatch.decode(logs.batch(Math.min(BATCH, 4096 - records)).encode()));
                }
                long before = cpuNanos();
                batches.forEach(writer::add);
                written += writer.bufferedRecords();
                writer.flush(connection);
                connection.commit();
                writer.discard();
                spent += cpuNanos() - before;
            }
        }
        print(
                "fill: %,d lines, %.1f s, writer %.2f + PostgreSQL %.2f CPU-us/line"
                        .formatted(
                                lines,
                                (System.nanoTime() - began) / 1e9,
                                spent / 1e3 / lines,
                                (serverCpu.seconds() - server) * 1e6 / lines));
    }

    private void size() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select sum(record_count), sum(raw_bytes), count(*),
                                    sum(octet_length(payload)), sum(octet_length(token_filter)),
                                    (select sum(pg_total_relation_size(inhrelid)) from pg_inherits
                                     where inhparent = 'log_blocks'::regclass)
                                from log_blocks
                                """)) {
            row.next();
            double lines = row.getLong(1);
            print(
                    ("stored: %,.0f lines of %.0f bytes in %,d blocks; %.1f bytes/line on disk,"
                                    + " of it payload %.1f, filter %.1f")
                            .formatted(
                                    lines,
                                    row.getLong(2) / lines,
                                    row.getLong(3),
                                    row.getLong(6) / lines,
                                    row.getLong(4) / lines,
                                    row.getLong(5) / lines));
        }
    }

    private void search(List<String> only) {
        LogStore store = new LogStore(dataSource, LogStoreOptions.defaults());
        LogSearch all = LogSearch.all(100);
        long lines = store.count(all).value();
        String rare = rareWord(store);
        time(only, "rare", lines, () -> store.search(query(rare)).items().size());
        time(only, "absent", lines, () -> store.search(query("nosuchword")).items().size());
        time(only, "substring", lines, () -> store.count(query("*card*issuer*")).value());
        time(
                only,
                "substring-rare",
                lines,
                () -> store.search(query("*" + rare.substring(1, 15) + "*")).items().size());
        LogSearch errors =
                new LogSearch(LogQuery.all(), null, null, "payment", Severity.ERROR, 100, null);
        time(only, "newest", lines, () -> store.search(errors).items().size());
        time(only, "count", lines, () -> store.count(errors).value());
        time(
                only,
                "minutes",
                lines,
                () -> store.histogram(errors, Duration.ofMinutes(1)).value().size());
        time(
                only,
                "all-minutes",
                lines,
                () -> store.histogram(all, Duration.ofMinutes(1)).value().size());
        time(
                only,
                "facets",
                lines,
                () -> store.facets(errors, List.of("service", "severity"), 10).toString());
        time(
                only,
                "facets-host",
                lines,
                () ->
                        store.facets(
                                        all,
                                        List.of(
                                                "service",
                                                "severity",
                                                "host",
                                                "http_status",
                                                "exception_type"),
                                        10)
                                .toString());
        time(only, "word", lines, () -> store.count(query("declined")).value());
        time(only, "word-page", lines, () -> store.search(query("declined")).items().size());
    }

    /** A request's id in one of the oldest records. */
    private static String rareWord(LogStore store) {
        LogSearch oldest =
                new LogSearch(
                        LogQuery.parse("service:orders"),
                        null,
                        START.plusSeconds(60),
                        null,
                        null,
                        1,
                        null);
        return store.search(oldest).items().getFirst().attributes().get("request_id");
    }

    private static LogSearch query(String text) {
        return new LogSearch(LogQuery.parse(text), null, null, null, null, 100, null);
    }

    private void time(List<String> only, String name, long lines, Supplier<Object> search) {
        if (!only.isEmpty() && !only.contains(name)) {
            return;
        }
        StringBuilder times = new StringBuilder();
        double best = Double.MAX_VALUE;
        Object answer = null;
        for (int i = 0; i < REPEATS; i++) {
            long cpu = cpuNanos();
            double server = serverCpu.seconds();
            long began = System.nanoTime();
            answer = search.get();
            double seconds = (System.nanoTime() - began) / 1e9;
            best = Math.min(best, seconds);
            times.append(
                    " %7.1f (%.0f+%.0f)"
                            .formatted(
                                    seconds * 1e3,
                                    (cpuNanos() - cpu) / 1e6,
                                    (serverCpu.seconds() - server) * 1e3));
        }
        print(
                "%-15s ms (JVM + PostgreSQL CPU ms):%s  best %.1f M lines/s -> %s"
                        .formatted(name, times, lines / best / 1e6, answer));
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
