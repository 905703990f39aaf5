package io.stacklens.e2e.api;

import io.stacklens.e2e.load.StoredSize.Database;
import io.stacklens.model.window.WindowSize;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Fills what the API reads with a month of it. Windows are written as analytics writes them, not
 * through the pipeline: a month of lines would take a day.
 */
@SuppressWarnings("InlineFormatString") // Statements of many lines stand better by themselves.
final class Tables {

    /** Begins the name of everything that is filled in. */
    static final String PREFIX = "bench-";

    /** Days that are filled at the same time. */
    private static final int AT_ONCE = 2;

    private static final Duration STEP = Duration.ofDays(1);

    private static final String WINDOWS =
            """
            insert into %1$s (service, route, window_start, window_end, event_count, error_count, error_rate,
                total_requests, latency_avg, latency_p50, latency_p95, latency_p99, latency_max, latency_count,
                latency_sum_nanos, bytes, unique_users, severity_counts, latency_sketch, users_hll, revision, closed)
            select 'bench-' || s, case when r = 0 then '' else '/r' || r end, start, start + ?::interval,
                   v.event_count, v.error_count, v.error_rate, v.total_requests, v.latency_avg, v.latency_p50,
                   v.latency_p95, v.latency_p99, v.latency_max, v.latency_count, v.latency_sum_nanos, v.bytes,
                   v.unique_users, v.severity_counts, v.latency_sketch, v.users_hll, 1, true
            from generate_series(?::timestamptz, ?::timestamptz - interval '1 microsecond', ?::interval) as start
            cross join generate_series(1, ?) as s cross join generate_series(0, ?) as r
            join variants v on v.size = ?
                and v.n = (s * 7 + r * 13 + (extract(epoch from start) / 60)::bigint) %% 64
            on conflict do nothing\
            """;

    private static final String COUNTS =
            """
            insert into template_counts_1min (service, template_id, window_start, total)
            select 'bench-' || s, 'bench-' || s || '-' || (t + (extract(epoch from start) / 60)::bigint %% 4 * 5),
                   start, 3 + t
            from generate_series(?::timestamptz, ?::timestamptz - interval '1 microsecond', interval '1 minute') as start
            cross join generate_series(1, ?) as s cross join generate_series(0, 4) as t
            on conflict do nothing\
            """;

    private static final String ERRORS =
            """
            insert into error_groups_1min (service, template_id, exception_type, window_start, total, sample, last_seen)
            select 'bench-' || s, 'bench-' || s || '-' || (extract(epoch from start) / 60)::bigint %% 20,
                   case when s %% 2 = 0 then 'java.io.IOException' else '' end, start, 2,
                   'request ' || s || ' to payment.internal failed after 3 attempts: connection reset by peer', start
            from generate_series(?::timestamptz, ?::timestamptz - interval '1 microsecond', interval '1 minute') as start
            cross join generate_series(1, ?) as s
            on conflict do nothing\
            """;

    private static final List<String> ROLL_UPS =
            Stream.of("hour", "day")
                    .flatMap(
                            length ->
                                    Stream.of(
                                                    """
                                                    insert into template_counts_1%1$s (service, template_id, window_start, total)
                                                    select service, template_id, date_bin('1 %1$s', window_start, timestamptz 'epoch'), sum(total)
                                                    from template_counts_1min where service like 'bench-%%'
                                                        and window_start >= ? and window_start < ?
                                                    group by 1, 2, 3
                                                    on conflict (service, template_id, window_start) do update set total = excluded.total\
                                                    """,
                                                    """
                                                    insert into error_groups_1%1$s (service, template_id, exception_type, window_start, total, last_seen)
                                                    select service, template_id, exception_type,
                                                           date_bin('1 %1$s', window_start, timestamptz 'epoch'), sum(total), max(last_seen)
                                                    from error_groups_1min where service like 'bench-%%'
                                                        and window_start >= ? and window_start < ?
                                                    group by 1, 2, 3, 4
                                                    on conflict (service, template_id, exception_type, window_start) do update set total = excluded.total\
                                                    """)
                                            .map(sql -> sql.formatted(length)))
                    .toList();

    private static final List<String> OTHERS =
            List.of(
                    """
                    insert into log_templates (template_id, template, service, first_seen, last_seen)
                    select 'bench-' || s || '-' || t, 'request <*> to payment.internal failed after <*> attempts',
                           'bench-' || s, now() - interval '30 days', now()
                    from generate_series(1, ?) as s cross join generate_series(0, 19) as t on conflict do nothing\
                    """,
                    """
                    insert into alerts (id, sequence, rule_id, rule, service, severity, status, metric, value, threshold,
                        window_seconds, started_at, resolved_at, changed_at, fingerprint, link)
                    select 'bench-' || s || '-' || a, 2, 1, 'High Error Rate', 'bench-' || s, 'WARNING', 'resolved',
                           'error_rate', 7, 5, 60, now() - a * interval '7 hours', now() - a * interval '6 hours',
                           now() - a * interval '6 hours', 'bench-' || s, '/alerts'
                    from generate_series(1, ?) as s cross join generate_series(1, 100) as a on conflict do nothing\
                    """,
                    """
                    insert into anomalies (id, service, detector, window_start, window_end, detected_at, score, severity,
                        reasons)
                    select 'bench-' || s || '-' || a, 'bench-' || s, 'isolation-forest', now() - a * interval '7 hours',
                           now() - a * interval '7 hours', now() - a * interval '7 hours', 0.8, 'WARNING',
                           '[{"feature": "error_rate", "value": 7, "expected": 1, "contribution": 0.9}]'
                    from generate_series(1, ?) as s cross join generate_series(1, 100) as a on conflict do nothing\
                    """);

    private static final List<String> FILLED =
            List.of(
                    "analytics_metrics_1min",
                    "analytics_metrics_5min",
                    "analytics_metrics_1hour",
                    "template_counts_1min",
                    "template_counts_1hour",
                    "template_counts_1day",
                    "error_groups_1min",
                    "error_groups_1hour",
                    "error_groups_1day",
                    "log_templates",
                    "alerts",
                    "anomalies");

    private final Database database;
    private final PrintStream progress;

    Tables(Database database, PrintStream progress) {
        this.database = database;
        this.progress = progress;
    }

    void fill(int days, int services, int routes, Instant now) throws SQLException {
        Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        // Whole days, since roll-ups are.
        Instant from = end.minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.DAYS);
        try (Connection connection = connect()) {
            for (String sql : OTHERS) {
                count(connection, sql, services);
            }
        }
        Queue<Instant> left = new ConcurrentLinkedQueue<>();
        for (Instant day = from; day.isBefore(end); day = day.plus(STEP)) {
            left.add(day);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> fillers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                fillers.add(
                        threads.submit(
                                () -> {
                                    fillDays(left, end, services, routes);
                                    return null;
                                }));
            }
            for (Future<?> filler : fillers) {
                filler.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("filling failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("filling was interrupted", e);
        }
        try (Connection connection = connect()) {
            tidy(connection);
        }
    }

    private void fillDays(Queue<Instant> left, Instant end, int services, int routes)
            throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            Variants.write(connection);
            for (Instant day = left.poll(); day != null; day = left.poll()) {
                Instant to = day.plus(STEP).isBefore(end) ? day.plus(STEP) : end;
                long rows = 0;
                for (WindowSize size : WindowSize.values()) {
                    rows += windows(connection, size, day, to, services, routes);
                }
                rows += counts(connection, COUNTS, day, to, services);
                rows += counts(connection, ERRORS, day, to, services);
                for (String rollUp : ROLL_UPS) {
                    rows += rolledUp(connection, rollUp, day, to);
                }
                connection.commit();
                progress.printf("filled %s: %,d rows%n", day, rows);
            }
        }
    }

    /** Takes away what was filled in. */
    void empty() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : FILLED) {
                int rows =
                        statement.executeUpdate(
                                "delete from %s where service like '%s%%'"
                                        .formatted(table, PREFIX));
                progress.printf("%,d rows of %s are gone%n", rows, table);
            }
            tidy(connection);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static long windows(
            Connection connection,
            WindowSize size,
            Instant from,
            Instant to,
            int services,
            int routes)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(WINDOWS.formatted(size.table()))) {
            String length = size.length().toMinutes() + " minutes";
            insert.setString(1, length);
            insert.setObject(2, from.atOffset(ZoneOffset.UTC));
            insert.setObject(3, to.atOffset(ZoneOffset.UTC));
            insert.setString(4, length);
            insert.setInt(5, services);
            insert.setInt(6, routes);
            insert.setString(7, size.label());
            return insert.executeUpdate();
        }
    }

    private static long counts(
            Connection connection, String sql, Instant from, Instant to, int services)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql.formatted())) {
            insert.setObject(1, from.atOffset(ZoneOffset.UTC));
            insert.setObject(2, to.atOffset(ZoneOffset.UTC));
            insert.setInt(3, services);
            return insert.executeUpdate();
        }
    }

    private static long rolledUp(Connection connection, String sql, Instant from, Instant to)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, from.atOffset(ZoneOffset.UTC));
            insert.setObject(2, to.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate();
        }
    }

    private static void count(Connection connection, String sql, int services) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, services);
            insert.executeUpdate();
        }
    }

    /** As the database would do by itself after a while. */
    private static void tidy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : FILLED) {
                statement.execute("vacuum (analyze) " + table);
            }
        }
    }
}
