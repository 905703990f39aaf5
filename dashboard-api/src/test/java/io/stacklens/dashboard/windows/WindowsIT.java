package io.stacklens.dashboard.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;
import io.stacklens.model.Severity;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

class WindowsIT {

    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @BeforeAll
    static void storeWindows() {
        for (int minute = 0; minute < 3; minute++) {
            store(
                    "cart",
                    "",
                    WindowSize.ONE_MINUTE,
                    NOON.plusSeconds(60L * minute),
                    10 + minute,
                    minute);
        }
        store("cart", "GET /items", WindowSize.ONE_MINUTE, NOON, 4, 0);
        store("mail", "", WindowSize.ONE_MINUTE, NOON, 1, 1);
        for (int hour = 0; hour < 3; hour++) {
            store(
                    "cart",
                    "",
                    WindowSize.ONE_HOUR,
                    NOON.plusSeconds(3600L * hour),
                    100 * (hour + 1),
                    10);
            store("mail", "", WindowSize.ONE_HOUR, NOON.plusSeconds(3600L * hour), 100, 0);
        }
    }

    @Test
    void listsTotalsNewestFirst() {
        JsonNode items = dashboard.get("/api/v1/metrics?window=1min&service=cart").items();

        assertThat(texts(items, "window_start"))
                .containsExactly(
                        "2025-03-01T12:02:00Z", "2025-03-01T12:01:00Z", "2025-03-01T12:00:00Z");
        JsonNode newest = items.get(0);
        assertThat(newest.get("event_count").asLong()).isEqualTo(12);
        assertThat(newest.get("error_count").asLong()).isEqualTo(2);
        assertThat(newest.get("error_rate").asDouble()).isCloseTo(16.67, within(0.01));
        assertThat(newest.get("route").isNull()).isTrue();
        assertThat(newest.get("window").asString()).isEqualTo("1min");
        assertThat(newest.get("severity_counts").get("ERROR").asLong()).isEqualTo(2);
        assertThat(newest.get("closed").asBoolean()).isTrue();
    }

    @Test
    void listsRoutesWhenAsked() {
        assertThat(texts(dashboard.get("/api/v1/metrics?service=cart&route=*").items(), "route"))
                .containsExactly("GET /items");
        assertThat(
                        dashboard
                                .get(
                                        "/api/v1/metrics?service=cart&route="
                                                + RunningDashboard.encoded("GET /items"))
                                .items())
                .hasSize(1);
    }

    @Test
    void narrowsByServiceInThePathAndByTime() {
        assertThat(
                        dashboard
                                .get(
                                        "/api/v1/metrics/cart?from=2025-03-01T12:01:00Z&to=2025-03-01T12:02:00Z")
                                .items())
                .hasSize(1);
        assertThat(dashboard.get("/api/v1/metrics/nobody").items()).isEmpty();
        long millis = NOON.plusSeconds(60).toEpochMilli();
        assertThat(dashboard.get("/api/v1/metrics/cart?from=" + millis).items()).hasSize(2);
    }

    @Test
    void pagesThroughAllWindows() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    dashboard
                            .get("/api/v1/metrics?to=2025-03-02T00:00:00Z&limit=2&cursor=" + cursor)
                            .json();
            page.get("items")
                    .forEach(
                            item ->
                                    seen.add(
                                            item.get("window_start").asString()
                                                    + item.get("service").asString()));
            cursor = page.get("next_cursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen)
                .containsExactly(
                        "2025-03-01T12:02:00Zcart",
                        "2025-03-01T12:01:00Zcart",
                        "2025-03-01T12:00:00Zcart",
                        "2025-03-01T12:00:00Zmail");
    }

    @Test
    void showsATrendOfOneService() {
        JsonNode trend =
                dashboard
                        .get(
                                "/api/v1/trends?metric=event_count&service=cart&window=1hour&from=2025-03-01T12:00:00Z&to=2025-03-01T15:00:00Z")
                        .json();

        assertThat(trend.get("items").toString())
                .isEqualTo(
                        "[{\"window_start\":\"2025-03-01T12:00:00Z\",\"value\":100.0,\"previous\":null,\"change\":null},"
                            + "{\"window_start\":\"2025-03-01T13:00:00Z\",\"value\":200.0,\"previous\":100.0,\"change\":100.0},"
                            + "{\"window_start\":\"2025-03-01T14:00:00Z\",\"value\":300.0,\"previous\":200.0,\"change\":50.0}]");
        assertThat(trend.get("slope").asDouble()).isCloseTo(100, within(1e-9));
    }

    @Test
    void mergesTheSketchesOfAllServices() {
        JsonNode trend =
                dashboard
                        .get(
                                "/api/v1/trends?metric=latency_p99&from=2025-03-01T12:00:00Z&to=2025-03-01T13:00:00Z")
                        .json();

        // cart and mail: 100 records each, of 1 to 100 ms.
        assertThat(trend.get("items").get(0).get("value").asDouble()).isCloseTo(99, within(1.0));
        assertThat(trend.get("service").isNull()).isTrue();
    }

    @Test
    void aMergedWindowChangesWithLateLines() {
        String path =
                "/api/v1/trends?metric=event_count&window=5min&from=2025-03-07T12:00:00Z&to=2025-03-07T13:00:00Z";
        Instant start = Instant.parse("2025-03-07T12:10:00Z");
        assertThat(dashboard.get(path).items()).isEmpty();

        store("early", "", WindowSize.FIVE_MINUTES, start, 7, 0);
        await().untilAsserted(() -> assertThat(value(path)).isEqualTo(7));

        store("late", "", WindowSize.FIVE_MINUTES, start, 4, 0);
        await().untilAsserted(() -> assertThat(value(path)).isEqualTo(11));

        RunningDashboard.shared()
                .jdbc()
                .sql("delete from analytics_metrics_5min where service = 'early'")
                .update();
        // The database tells of deleted rows some seconds later.
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(value(path)).isEqualTo(4));
    }

    private double value(String path) {
        JsonNode items = dashboard.get(path).items();
        return items.isEmpty() ? 0 : items.get(0).get("value").asDouble();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/metrics?window=2min, window, 2min, '1min, 5min or 1hour'",
        "/api/v1/metrics?limit=0, limit, 0, ''",
        "/api/v1/metrics?limit=10001, limit, 10001, ''",
        "/api/v1/metrics?limit=many, limit, many, a whole number",
        "/api/v1/metrics?from=yesterday, from, yesterday, a time such as",
        "/api/v1/metrics?cursor=x, cursor, x, a next_cursor",
        "/api/v1/trends?metric=mood, metric, mood, event_count",
        "/api/v1/trends?from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z, from,"
                + " 2025-01-02T00:00:00Z, a time before to",
        "/api/v1/sla?target=101, target, 101.0, ''",
        "/api/v1/alerts?status=loud, status, loud, active",
        "/api/v1/alerts?severity=ERROR, severity, ERROR, 'INFO, WARNING or CRITICAL'",
        "/api/v1/logs?severity=LOUD, severity, LOUD, TRACE",
        "/api/v1/logs?level=LOUD, level, LOUD, TRACE",
        "/api/v1/logs?from=soon, from, soon, a time such as",
        "/api/v1/logs?cursor=soon, cursor, soon, a next_cursor",
        "/api/v1/logs/not-an-id, id, not-an-id, the id of a log record",
        "/api/v1/logs/histogram?step=1ms, step, PT0.001S, a length that",
        "/api/v1/logs/histogram?step=long, step, long, a length of time",
        "/api/v1/anomalies?min_score=2, min_score, 2.0, ''"
    })
    void refusesWhatItDoesNotKnow(String path, String field, String value, String expected) {
        Answer answer = dashboard.get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode error = answer.json().get("errors").get(0);
        assertThat(error.get("field").asString()).isEqualTo(field);
        assertThat(error.get("value").asString()).isEqualTo(value);
        assertThat(error.get("expected").asString()).isNotBlank().startsWith(expected);
    }

    @Test
    void calculatesTheSla() {
        JsonNode sla =
                dashboard
                        .get(
                                "/api/v1/sla?service=cart&from=2025-03-01T12:00:00Z&to=2025-03-01T12:03:00Z&target=90")
                        .json();

        // 33 events, 3 errors.
        assertThat(sla.get("availability").asDouble()).isCloseTo(90.909, within(0.001));
        assertThat(sla.get("burn_rate").asDouble()).isCloseTo(0.909, within(0.001));
        assertThat(sla.get("error_budget_remaining").asDouble()).isCloseTo(9.09, within(0.01));
        assertThat(
                        dashboard
                                .get("/api/v1/sla?service=nobody")
                                .json()
                                .get("availability")
                                .asDouble())
                .isEqualTo(100);
        assertThat(dashboard.get("/api/v1/sla").status()).isEqualTo(200);
    }

    private static void store(
            String service, String route, WindowSize size, Instant start, int events, int errors) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < events; i++) {
            counted.add(i < errors ? Severity.ERROR : Severity.INFO, 200, i % 100 + 1, 100);
        }
        WindowMetrics window =
                WindowMetrics.of(service, route, size, start.getEpochSecond(), counted, 1, true);
        RunningDashboard.shared()
                .jdbc()
                .sql(
                        """
                        insert into %s (service, route, window_start, window_end, event_count, error_count,
                            error_rate, total_requests, latency_avg, latency_p50, latency_p95, latency_p99,
                            latency_max, latency_count, latency_sum_nanos, bytes, unique_users, severity_counts,
                            latency_sketch, users_hll, revision, closed)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)\
                        """
                                .formatted(size.table()))
                .params(
                        window.service(),
                        route,
                        window.windowStart().atOffset(ZoneOffset.UTC),
                        window.windowEnd().atOffset(ZoneOffset.UTC),
                        window.eventCount(),
                        window.errorCount(),
                        window.errorRate(),
                        window.totalRequests(),
                        window.latencyAvg(),
                        window.latencyP50(),
                        window.latencyP95(),
                        window.latencyP99(),
                        window.latencyMax(),
                        window.latencyCount(),
                        window.latencySumNanos(),
                        window.bytes(),
                        window.uniqueUsers(),
                        Json.mapper().writeValueAsString(window.severityCounts()),
                        counted.latencySketchBytes(),
                        counted.usersSketchBytes(),
                        1,
                        true)
                .update();
    }

    private static List<String> texts(JsonNode items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.get(field).asString()));
        return texts;
    }
}
