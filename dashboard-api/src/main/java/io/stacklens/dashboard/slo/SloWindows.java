package io.stacklens.dashboard.slo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowSize;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the stored windows that an objective's status needs, and no more. */
@Repository
class SloWindows {

    private static final String COLUMNS =
            "window_start, window_end, event_count, total_requests, error_count, latency_count,"
                    + " revision";

    private static final int REMEMBERED_SKETCHES = 100_000;

    private final JdbcClient jdbc;

    // A sketch costs a thousand bytes to read and tens of microseconds to count; most never change.
    private final Cache<SketchCount, Long> fastCounts =
            Caffeine.newBuilder().maximumSize(REMEMBERED_SKETCHES).build();

    SloWindows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What counts, and the counts. */
    record Found(Counted counted, List<StoredCount> windows) {}

    Found read(Slo slo, Instant now) {
        List<Row> rows = rows(slo, now);
        if (slo.latencyThresholdMs() != null) {
            return new Found(Counted.DURATIONS, durations(slo, slo.latencyThresholdMs(), rows));
        }
        Counted counted =
                rows.stream().anyMatch(row -> row.requests > 0)
                                || rows.stream().allMatch(row -> row.events == 0)
                        ? Counted.REQUESTS
                        : Counted.EVENTS;
        return new Found(
                counted,
                rows.stream()
                        .map(
                                row ->
                                        row.counted(
                                                counted == Counted.REQUESTS
                                                        ? row.requests
                                                        : row.events,
                                                row.errors))
                        .toList());
    }

    /** Full hours from the hour table; minutes at the ends of each stretch of time. */
    private List<Row> rows(Slo slo, Instant now) {
        List<Horizon> horizons =
                Stream.concat(
                                Stream.of(Duration.ofDays(slo.windowDays())),
                                ErrorBudget.BURN_LENGTHS.stream())
                        .map(length -> Horizon.of(length, now))
                        .toList();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("service", slo.service());
        parameters.put("route", routeOf(slo));
        parameters.put("presentHour", time(horizons.getFirst().presentHour()));
        parameters.put("now", time(now));
        parameters.put(
                "firstHour",
                time(
                        horizons.stream()
                                .map(Horizon::firstHour)
                                .min(Instant::compareTo)
                                .orElseThrow()));
        StringBuilder minutes =
                new StringBuilder("window_start >= :presentHour and window_start < :now");
        for (int i = 0; i < horizons.size(); i++) {
            minutes.append(
                    " or window_start >= :from%d and window_start < :until%d".formatted(i, i));
            parameters.put("from" + i, time(horizons.get(i).from()));
            parameters.put("until" + i, time(horizons.get(i).firstHour()));
        }
        List<Row> rows =
                new ArrayList<>(
                        jdbc.sql(
                                        """
                                        select %s from analytics_metrics_1hour
                                        where service = :service and route = :route
                                          and window_start >= :firstHour and window_start < :presentHour\
                                        """
                                                .formatted(COLUMNS))
                                .params(parameters)
                                .query((row, _) -> read(row, WindowSize.ONE_HOUR))
                                .list());
        rows.addAll(
                jdbc.sql(
                                """
                                select %s from analytics_metrics_1min
                                where service = :service and route = :route and (%s)\
                                """
                                        .formatted(COLUMNS, minutes))
                        .params(parameters)
                        .query((row, _) -> read(row, WindowSize.ONE_MINUTE))
                        .list());
        return rows;
    }

    private List<StoredCount> durations(Slo slo, double threshold, List<Row> rows) {
        List<StoredCount> counted = new ArrayList<>();
        for (WindowSize size : List.of(WindowSize.ONE_HOUR, WindowSize.ONE_MINUTE)) {
            List<Row> unknown = new ArrayList<>();
            for (Row row : rows) {
                if (row.size == size && row.durations > 0) {
                    Long fast = fastCounts.getIfPresent(row.key(slo, threshold));
                    if (fast == null) {
                        unknown.add(row);
                    } else {
                        counted.add(row.counted(row.durations, row.durations - fast));
                    }
                }
            }
            if (!unknown.isEmpty()) {
                counted.addAll(readSketches(slo, threshold, size, unknown));
            }
        }
        return counted;
    }

    private List<StoredCount> readSketches(
            Slo slo, double threshold, WindowSize size, List<Row> rows) {
        // The table's name comes from an enum, never from a request.
        return jdbc.sql(
                        """
                        select %s, latency_sketch from %s
                        where service = :service and route = :route and window_start in (:starts)
                          and latency_sketch is not null\
                        """
                                .formatted(COLUMNS, size.table()))
                .param("service", slo.service())
                .param("route", routeOf(slo))
                .param("starts", rows.stream().map(row -> time(row.start)).toList())
                .query(
                        (row, _) -> {
                            Row found = read(row, size);
                            byte[] sketch = Objects.requireNonNull(row.getBytes("latency_sketch"));
                            long fast = WindowAggregate.latencyCountAtMost(sketch, threshold);
                            fastCounts.put(found.key(slo, threshold), fast);
                            return found.counted(found.durations, found.durations - fast);
                        })
                .list();
    }

    private static OffsetDateTime time(Instant time) {
        return Columns.timestamp(time);
    }

    private static String routeOf(Slo slo) {
        return slo.route() == null ? "" : slo.route();
    }

    private static Row read(ResultSet row, WindowSize size) throws SQLException {
        return new Row(
                size,
                Columns.time(row, "window_start"),
                Columns.time(row, "window_end"),
                row.getLong("event_count"),
                row.getLong("total_requests"),
                row.getLong("error_count"),
                row.getLong("latency_count"),
                row.getLong("revision"));
    }

    private record Row(
            WindowSize size,
            Instant start,
            Instant end,
            long events,
            long requests,
            long errors,
            long durations,
            long revision) {

        StoredCount counted(long total, long bad) {
            return new StoredCount(start, end, size == WindowSize.ONE_HOUR, total, bad);
        }

        SketchCount key(Slo slo, double threshold) {
            return new SketchCount(slo.service(), routeOf(slo), size, start, revision, threshold);
        }
    }

    /** What a count of fast requests belongs to. */
    private record SketchCount(
            String service,
            String route,
            WindowSize size,
            Instant start,
            long revision,
            double threshold) {}
}
