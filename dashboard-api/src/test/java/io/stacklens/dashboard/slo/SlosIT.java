package io.stacklens.dashboard.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;
import io.stacklens.model.Severity;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

class SlosIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();
    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @Test
    void keepsAnObjectiveThroughItsLife() {
        Answer made =
                dashboard.post(
                        "/api/v1/slos",
                        """
                        {"name": "Life is fast", "service": "life", "route": "GET /", "indicator": "latency",
                         "objective": 95, "latency_threshold_ms": 300, "window_days": 7}\
                        """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        long id = made.json().get("id").asLong();
        String path = "/api/v1/slos/" + id;
        assertThat(made.header("Location")).endsWith(path);

        JsonNode stored = dashboard.get(path).json();
        assertThat(stored.get("indicator").asString()).isEqualTo("latency");
        assertThat(stored.get("latency_threshold_ms").asDouble()).isEqualTo(300);
        assertThat(stored.get("status").get("value").isNull()).isTrue();
        assertThat(stored.get("status").get("burn_rate").propertyNames())
                .containsExactly("1h", "6h", "24h", "3d");

        Answer changed =
                dashboard.put(
                        path, stored.toString().replace("\"objective\":95.0", "\"objective\":90"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(dashboard.get(path).json().get("objective").asDouble()).isEqualTo(90);
        assertThat(dashboard.get("/api/v1/slos").items().findValuesAsString("name"))
                .contains("Life is fast");

        assertThat(dashboard.delete(path).status()).isEqualTo(204);
        assertThat(dashboard.get(path).status()).isEqualTo(404);
        assertThat(dashboard.get(path + "/status").status()).isEqualTo(404);
        assertThat(dashboard.put(path, stored.toString()).status()).isEqualTo(404);
        assertThat(dashboard.delete(path).status()).isEqualTo(404);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Answer answer =
                dashboard.post(
                        "/api/v1/slos",
                        "{\"indicator\": \"mood\", \"objective\": 100, \"window_days\": 400,"
                                + " \"latency_threshold_ms\": 5}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "name",
                        "service",
                        "indicator",
                        "objective",
                        "latency_threshold_ms",
                        "window_days");
        assertThat(
                        dashboard
                                .post(
                                        "/api/v1/slos",
                                        "{\"name\": \"x\", \"service\": \"x\", \"indicator\":"
                                                + " \"latency\"}")
                                .json()
                                .get("errors")
                                .findValuesAsString("field"))
                .containsExactly("latency_threshold_ms");
    }

    @Test
    void refusesANameThatIsTaken() {
        String slo = "{\"name\": \"Taken\", \"service\": \"taken\"}";
        assertThat(dashboard.post("/api/v1/slos", slo).status()).isEqualTo(201);

        Answer again = dashboard.post("/api/v1/slos", slo);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("detail").asString()).contains("Taken");
    }

    @Test
    void measuresAvailabilityFromMinutesAndHours() {
        Instant edge = minute.minus(Duration.ofDays(1));
        store("avail", "", WindowSize.ONE_MINUTE, edge.minusSeconds(120), requests(50, 50));
        Instant firstHour = edge.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        store("avail", "", WindowSize.ONE_HOUR, firstHour, requests(600, 3));
        store("avail", "", WindowSize.ONE_HOUR, firstHour.plusSeconds(7200), requests(300, 0));
        // Part of a full hour: counted with the hour, not again by itself.
        store("avail", "", WindowSize.ONE_MINUTE, firstHour.plusSeconds(600), requests(600, 3));
        store("avail", "", WindowSize.ONE_MINUTE, minute, requests(100, 7));
        store("avail", "GET /", WindowSize.ONE_MINUTE, minute, requests(10, 0));

        JsonNode whole =
                status(
                        "{\"name\": \"avail\", \"service\": \"avail\", \"objective\": 99,"
                                + " \"window_days\": 1}");
        JsonNode route =
                status(
                        "{\"name\": \"avail route\", \"service\": \"avail\", \"route\":"
                                + " \"GET /\", \"objective\": 99, \"window_days\": 1}");

        assertThat(whole.get("total").asLong()).isEqualTo(1_000);
        assertThat(whole.get("good").asLong()).isEqualTo(990);
        assertThat(whole.get("value").asDouble()).isCloseTo(99, offset(1e-9));
        assertThat(whole.get("counted").asString()).isEqualTo("requests");
        assertThat(whole.get("error_budget_remaining").asDouble()).isCloseTo(0, offset(1e-6));
        assertThat(whole.get("burn_rate").get("1h").asDouble()).isCloseTo(7, offset(1e-9));
        assertThat(whole.get("burn_rate").get("24h").asDouble()).isCloseTo(1, offset(1e-9));
        assertThat(route.get("total").asLong()).isEqualTo(10);
        assertThat(route.get("value").asDouble()).isEqualTo(100);
    }

    @Test
    void countsEventsOfAServiceWithoutRequests() {
        WindowAggregate lines = new WindowAggregate();
        for (int i = 0; i < 200; i++) {
            lines.add(i < 10 ? Severity.ERROR : Severity.INFO, 0, Double.NaN, 10);
        }
        store("batch", "", WindowSize.ONE_MINUTE, minute.minusSeconds(60), lines);

        JsonNode status = status("{\"name\": \"batch\", \"service\": \"batch\"}");

        assertThat(status.get("counted").asString()).isEqualTo("events");
        assertThat(status.get("total").asLong()).isEqualTo(200);
        assertThat(status.get("value").asDouble()).isEqualTo(95);
    }

    @Test
    void measuresLatencyFromTheStoredSketches() {
        WindowAggregate fast = new WindowAggregate();
        for (int i = 0; i < 900; i++) {
            fast.add(Severity.INFO, 200, 20 + i % 50, 10);
        }
        WindowAggregate mixed = new WindowAggregate();
        for (int i = 0; i < 100; i++) {
            mixed.add(Severity.INFO, 200, i < 40 ? 900 : 100, 10);
        }
        Instant hour = minute.truncatedTo(ChronoUnit.HOURS).minus(10, ChronoUnit.HOURS);
        store("quick", "", WindowSize.ONE_HOUR, hour, fast);
        store("quick", "", WindowSize.ONE_MINUTE, minute, mixed);
        String slo =
                "{\"name\": \"quick\", \"service\": \"quick\", \"indicator\": \"latency\","
                        + " \"objective\": 90, \"latency_threshold_ms\": 250}";

        JsonNode status = status(slo);

        assertThat(status.get("counted").asString()).isEqualTo("durations");
        assertThat(status.get("total").asLong()).isEqualTo(1_000);
        assertThat(status.get("good").asLong()).isEqualTo(960);
        assertThat(status.get("burn_rate").get("1h").asDouble()).isCloseTo(4, offset(1e-9));
        assertThat(status.get("burn_rate").get("24h").asDouble()).isCloseTo(0.4, offset(1e-9));
        // The second look takes the counts that are remembered.
        JsonNode again =
                status(slo.replace("\"quick\", \"service\"", "\"quick too\", \"service\""));
        assertThat(again.get("good").asLong()).isEqualTo(960);
    }

    private JsonNode status(String slo) {
        Answer made = dashboard.post("/api/v1/slos", slo);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return dashboard.get("/api/v1/slos/" + made.json().get("id").asLong() + "/status").json();
    }

    private static WindowAggregate requests(int total, int errors) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < total; i++) {
            counted.add(Severity.INFO, i < errors ? 503 : 200, 10, 100);
        }
        return counted;
    }

    private static void store(
            String service, String route, WindowSize size, Instant start, WindowAggregate counted) {
        WindowMetrics window =
                WindowMetrics.of(service, route, size, start.getEpochSecond(), counted, 1, true);
        RunningDashboard.shared()
                .jdbc()
                .sql(
                        """
                        insert into %s (service, route, window_start, window_end, event_count, error_count,
                            error_rate, total_requests, latency_count, latency_sum_nanos, bytes, unique_users,
                            severity_counts, latency_sketch, revision, closed)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 1, true)\
                        """
                                .formatted(size.table()))
                .params(
                        service,
                        route,
                        window.windowStart().atOffset(ZoneOffset.UTC),
                        window.windowEnd().atOffset(ZoneOffset.UTC),
                        window.eventCount(),
                        window.errorCount(),
                        window.errorRate(),
                        window.totalRequests(),
                        window.latencyCount(),
                        window.latencySumNanos(),
                        window.bytes(),
                        window.uniqueUsers(),
                        Json.mapper().writeValueAsString(window.severityCounts()),
                        counted.latencySketchBytes())
                .update();
    }
}
