package io.stacklens.e2e.api;

import io.stacklens.model.Severity;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowSize;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Some windows of each size, counted of records as real ones are, sketches and all. */
final class Variants {

    /** So many of each size, each of which stands for many windows. */
    static final int EACH = 64;

    private static final int EVENTS_A_MINUTE = 60;

    private Variants() {}

    /** Makes the temporary table {@code variants}. */
    static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create temp table variants (
                        size text, n int, event_count bigint, error_count bigint, error_rate float8,
                        total_requests bigint, latency_avg float8, latency_p50 float8, latency_p95 float8,
                        latency_p99 float8, latency_max float8, latency_count bigint, latency_sum_nanos bigint,
                        bytes bigint, unique_users bigint, severity_counts jsonb, latency_sketch bytea,
                        users_hll bytea, primary key (size, n))\
                    """);
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into variants values"
                                + " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?::jsonb,?,?)")) {
            Random random = new Random(17);
            for (WindowSize size : WindowSize.values()) {
                for (int n = 0; n < EACH; n++) {
                    bind(insert, size, n, counted(random, size));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static WindowAggregate counted(Random random, WindowSize size) {
        WindowAggregate window = new WindowAggregate();
        int events = (int) (size.length().toMinutes() * (EVENTS_A_MINUTE / 2 + random.nextInt(60)));
        double typical = 20 + random.nextInt(200);
        for (int i = 0; i < events; i++) {
            boolean isError = random.nextInt(100) < 2;
            window.add(
                    isError ? Severity.ERROR : Severity.INFO,
                    isError ? 500 : 200,
                    typical * Math.exp(random.nextGaussian() / 2),
                    200 + random.nextInt(200));
            window.addUser(("user-" + random.nextInt(5000)).getBytes(StandardCharsets.UTF_8));
        }
        return window;
    }

    private static void bind(
            PreparedStatement insert, WindowSize size, int n, WindowAggregate window)
            throws SQLException {
        Map<String, Long> severities = new HashMap<>();
        window.severityCounts()
                .forEach((severity, count) -> severities.put(severity.name(), count));
        insert.setString(1, size.label());
        insert.setInt(2, n);
        insert.setLong(3, window.eventCount());
        insert.setLong(4, window.errorCount());
        insert.setObject(5, window.errorRate());
        insert.setLong(6, window.totalRequests());
        insert.setObject(7, window.latencyAvg());
        insert.setObject(8, window.latencyQuantile(0.5));
        insert.setObject(9, window.latencyQuantile(0.95));
        insert.setObject(10, window.latencyQuantile(0.99));
        insert.setObject(11, window.latencyMax());
        insert.setLong(12, window.latencyCount());
        insert.setLong(13, window.latencySumNanos());
        insert.setLong(14, window.bytes());
        insert.setLong(15, window.uniqueUsers());
        insert.setString(16, Json.mapper().writeValueAsString(severities));
        insert.setBytes(17, window.latencySketchBytes());
        insert.setBytes(18, window.usersSketchBytes());
    }
}
