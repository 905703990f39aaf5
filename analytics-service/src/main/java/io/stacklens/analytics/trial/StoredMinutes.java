package io.stacklens.analytics.trial;

import io.stacklens.analytics.alerts.Slo;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;
import io.stacklens.pipeline.window.WindowRow;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stored windows of a minute that a rule would have looked at. */
final class StoredMinutes implements StoredSteps {

    static final int STEP_SECONDS = 60;

    private static final Duration CHUNK = Duration.ofHours(2);

    private final JdbcOperations jdbc;
    private final String service;
    private final @Nullable String route;
    private final boolean withLatencies;
    private final boolean withUsers;

    private StoredMinutes(
            JdbcOperations jdbc,
            String service,
            @Nullable String route,
            boolean withLatencies,
            boolean withUsers) {
        this.jdbc = jdbc;
        this.service = service;
        this.route = route;
        this.withLatencies = withLatencies;
        this.withUsers = withUsers;
    }

    /** The windows of the services and routes that a rule looks at. */
    static StoredMinutes of(JdbcOperations jdbc, AlertRule rule) {
        return new StoredMinutes(
                jdbc,
                rule.service(),
                rule.route(),
                rule.metric().startsWith("latency_p"),
                rule.metric().startsWith("unique_users"));
    }

    /** The windows that an objective is about. */
    static StoredMinutes of(JdbcOperations jdbc, Slo slo) {
        return new StoredMinutes(
                jdbc, slo.service(), slo.route(), slo.latencyMillis() != null, false);
    }

    @Override
    public int stepSeconds() {
        return STEP_SECONDS;
    }

    @Override
    public void forEach(Instant from, Instant to, Sink sink) {
        for (Instant start = from; start.isBefore(to); start = start.plus(CHUNK)) {
            Instant end = start.plus(CHUNK).isBefore(to) ? start.plus(CHUNK) : to;
            Map<Long, List<WindowDelta>> minutes = read(start, end);
            for (long minute = start.getEpochSecond();
                    minute < end.getEpochSecond();
                    minute += STEP_SECONDS) {
                sink.step(minute, minutes.getOrDefault(minute, List.of()));
            }
        }
    }

    private Map<Long, List<WindowDelta>> read(Instant from, Instant to) {
        Map<Long, List<WindowDelta>> minutes = new TreeMap<>();
        String routes = route == null ? "route = ''" : "route <> '' and route like ?";
        List<Object> parameters = new ArrayList<>();
        parameters.add(from.atOffset(ZoneOffset.UTC));
        parameters.add(to.atOffset(ZoneOffset.UTC));
        parameters.add(like(service));
        if (route != null) {
            parameters.add(like(route));
        }
        jdbc.query(
                "select *, %s as sketch, %s as hll from analytics_metrics_1min where window_start >= ?"
                                .formatted(
                                        withLatencies ? "latency_sketch" : "null::bytea",
                                        withUsers ? "users_hll" : "null::bytea")
                        + " and window_start < ? and service like ? and "
                        + routes,
                (RowCallbackHandler) row -> add(row, minutes),
                parameters.toArray());
        return minutes;
    }

    private static void add(ResultSet row, Map<Long, List<WindowDelta>> minutes)
            throws SQLException {
        WindowMetrics window = WindowRow.read(WindowSize.ONE_MINUTE, row);
        WindowAggregate counted =
                WindowAggregate.restore(
                        window,
                        window.latencyCount(),
                        window.latencySumNanos(),
                        row.getBytes("sketch"),
                        row.getBytes("hll"));
        long start = window.windowStart().getEpochSecond();
        SeriesDelta delta =
                new SeriesDelta(
                        window.route(), BackTest.bucketOf(start, STEP_SECONDS), counted, List.of());
        minutes.computeIfAbsent(start, _ -> new ArrayList<>())
                .add(new WindowDelta(window.service(), List.of(delta), List.of()));
    }

    /** A pattern of a rule as SQL has it. */
    static String like(String glob) {
        StringBuilder like = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> like.append('%');
                case '?' -> like.append('_');
                case '%', '_', '\\' -> like.append('\\').append(c);
                default -> like.append(c);
            }
        }
        return like.toString();
    }
}
