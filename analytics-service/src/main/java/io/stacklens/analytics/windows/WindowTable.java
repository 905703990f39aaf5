package io.stacklens.analytics.windows;

import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;
import io.stacklens.pipeline.window.WindowRow;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables {@code analytics_metrics_*}: a row for each window, always written whole. */
final class WindowTable {

    private final JdbcOperations jdbc;

    WindowTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes windows; a row that has the revision already, or a later one, stays as it is.
     *
     * @param windows of one size, each once
     */
    void upsert(WindowSize size, Collection<ReceivedWindow> windows) {
        jdbc.batchUpdate(upsertInto(size.table()), windows, windows.size(), WindowTable::bind);
    }

    /** The windows of these that have a row. */
    Map<WindowKey, OpenWindow> find(Collection<WindowKey> keys) {
        Map<WindowKey, OpenWindow> found = new HashMap<>();
        select(keys, "found.*", (size, row) -> found.put(key(size, row), window(size, row)));
        return found;
    }

    /** The revisions of these that have a row. */
    Map<WindowKey, Long> revisions(Collection<WindowKey> keys) {
        Map<WindowKey, Long> found = new HashMap<>();
        select(
                keys,
                "found.service, found.route, found.window_start, found.revision",
                (size, row) -> found.put(key(size, row), row.getLong("revision")));
        return found;
    }

    private void select(Collection<WindowKey> keys, String columns, RowReader reader) {
        Map<WindowSize, List<WindowKey>> bySize =
                keys.stream().collect(Collectors.groupingBy(WindowKey::size));
        bySize.forEach(
                (size, some) ->
                        jdbc.query(
                                selectFrom(size.table(), columns),
                                (RowCallbackHandler) row -> reader.read(size, row),
                                some.stream().map(WindowKey::service).toArray(String[]::new),
                                some.stream().map(WindowKey::routeOrEmpty).toArray(String[]::new),
                                some.stream().map(WindowKey::start).toArray(Long[]::new)));
    }

    private static String upsertInto(String table) {
        return """
        insert into %1$s as old (service, route, window_start, window_end, event_count,
            error_count, error_rate, total_requests, latency_avg, latency_p50, latency_p95,
            latency_p99, latency_max, latency_count, latency_sum_nanos, bytes, unique_users,
            severity_counts, latency_sketch, users_hll, revision, closed)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
        on conflict (service, route, window_start) do update set
            window_end = excluded.window_end, event_count = excluded.event_count,
            error_count = excluded.error_count, error_rate = excluded.error_rate,
            total_requests = excluded.total_requests, latency_avg = excluded.latency_avg,
            latency_p50 = excluded.latency_p50, latency_p95 = excluded.latency_p95,
            latency_p99 = excluded.latency_p99, latency_max = excluded.latency_max,
            latency_count = excluded.latency_count,
            latency_sum_nanos = excluded.latency_sum_nanos, bytes = excluded.bytes,
            unique_users = excluded.unique_users, severity_counts = excluded.severity_counts,
            latency_sketch = excluded.latency_sketch, users_hll = excluded.users_hll,
            revision = excluded.revision, closed = excluded.closed, updated_at = now()
        where excluded.revision > old.revision
        """
                .formatted(table);
    }

    private static String selectFrom(String table, String columns) {
        return """
        select %2$s
        from unnest(?::text[], ?::text[], ?::bigint[]) as wanted (service, route, start_second)
        join %1$s as found on found.service = wanted.service and found.route = wanted.route
            and found.window_start = to_timestamp(wanted.start_second)
        """
                .formatted(table, columns);
    }

    private static void bind(PreparedStatement row, ReceivedWindow received) throws SQLException {
        WindowMetrics window = received.metrics();
        int i = 0;
        row.setString(++i, window.service());
        row.setString(++i, window.route() == null ? "" : window.route());
        row.setObject(++i, time(window.windowStart()));
        row.setObject(++i, time(window.windowEnd()));
        row.setLong(++i, window.eventCount());
        row.setLong(++i, window.errorCount());
        row.setObject(++i, window.errorRate());
        row.setLong(++i, window.totalRequests());
        row.setObject(++i, window.latencyAvg());
        row.setObject(++i, window.latencyP50());
        row.setObject(++i, window.latencyP95());
        row.setObject(++i, window.latencyP99());
        row.setObject(++i, window.latencyMax());
        row.setLong(++i, window.latencyCount());
        row.setLong(++i, window.latencySumNanos());
        row.setLong(++i, window.bytes());
        row.setLong(++i, window.uniqueUsers());
        row.setString(++i, Json.mapper().writeValueAsString(window.severityCounts()));
        row.setBytes(++i, received.latencySketch());
        row.setBytes(++i, received.usersSketch());
        row.setLong(++i, window.revision());
        row.setBoolean(++i, window.closed());
    }

    private static WindowKey key(WindowSize size, ResultSet row) throws SQLException {
        String route = row.getString("route");
        Instant start = row.getObject("window_start", OffsetDateTime.class).toInstant();
        return new WindowKey(
                row.getString("service"),
                route.isEmpty() ? null : route,
                size,
                start.getEpochSecond());
    }

    private static OpenWindow window(WindowSize size, ResultSet row) throws SQLException {
        WindowMetrics metrics = WindowRow.read(size, row);
        WindowAggregate counted =
                WindowAggregate.restore(
                        metrics,
                        metrics.latencyCount(),
                        metrics.latencySumNanos(),
                        row.getBytes("latency_sketch"),
                        row.getBytes("users_hll"));
        return OpenWindow.of(counted, metrics.revision(), metrics.closed());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private interface RowReader {
        void read(WindowSize size, ResultSet row) throws SQLException;
    }
}
