package io.stacklens.dashboard.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.model.Heartbeat;
import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class HealthIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    /** One test, because the heartbeats of one would be heard in the other. */
    @Test
    void isUpWhileEveryServiceBeatsAndCountsWhatTheySay() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(dashboard.get("/health").json().get("down").toString())
                                        .contains("\"collector: no heartbeat\"")
                                        .doesNotContain("\"dashboard:"));
        assertThat(dashboard.get("/health").status()).isEqualTo(503);

        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", dashboard.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> {
                                List.of("collector", "parser", "enrichment", "analytics", "anomaly")
                                        .forEach(service -> beat(producer, service));
                                assertThat(dashboard.get("/health").status()).isEqualTo(200);
                            });
        }
        JsonNode health = dashboard.get("/health").json();
        assertThat(health.get("status").asString()).isEqualTo("up");
        assertThat(health.get("services").findValuesAsString("service")).startsWith("collector");

        assertThat(dashboard.get("/api/v1/health-status").status()).isEqualTo(200); // takes time
        JsonNode stats = dashboard.get("/api/v1/stats").json();
        assertThat(stats.get("received").asLong()).isEqualTo(700);
        assertThat(stats.get("dead_lettered").asLong()).isEqualTo(15);
        assertThat(stats.get("lag").get("parser").asLong()).isEqualTo(3);
        assertThat(stats.get("api_latency_ms").asDouble()).isPositive();
        assertThat(stats.get("stored").asLong()).isNotNegative();
        assertThat(stats.get("lines_per_second").asDouble()).isNotNegative();
        assertThat(stats.get("rates").propertyNames()).contains("collector", "parser");
    }

    @Test
    void showsOneRowForEachWatchedServicePageByPage() {
        Instant now = Instant.now();
        dashboard.storeMinute("health-calm", now, 100, 0, 100);
        dashboard.storeMinute("health-failing", now, 100, 30, 100);
        dashboard.storeMinute("health-gone", now.minusSeconds(3_600), 100, 0, 100);
        dashboard.storeMinute("health-slow", now, 100, 0, 600);

        Map<String, String> statuses = new LinkedHashMap<>();
        String cursor = "";
        do {
            JsonNode page = dashboard.get("/api/v1/health-status?limit=3" + cursor).json();
            for (JsonNode row : page.get("items")) {
                String before =
                        statuses.put(row.get("service").asString(), row.get("status").asString());
                assertThat(before).isNull();
            }
            cursor =
                    page.hasNonNull("next_cursor")
                            ? "&cursor=" + page.get("next_cursor").asString()
                            : "";
        } while (!cursor.isEmpty());

        assertThat(List.copyOf(statuses.keySet())).isSorted();
        assertThat(statuses)
                .containsEntry("health-calm", "healthy")
                .containsEntry("health-failing", "critical")
                .containsEntry("health-gone", "silent")
                .containsEntry("health-slow", "degraded");
        Map<String, String> inTheView = new HashMap<>();
        dashboard
                .jdbc()
                .sql("select service, status from service_health")
                .query((row, _) -> inTheView.put(row.getString(1), row.getString(2)))
                .list();
        assertThat(statuses).isEqualTo(inTheView);
    }

    private static void beat(KafkaProducer<byte[], byte[]> producer, String service) {
        Heartbeat heartbeat =
                new Heartbeat(
                        service,
                        "test",
                        Instant.EPOCH,
                        Instant.now(),
                        true,
                        List.of(new Heartbeat.Component("kafka", true, "connected")),
                        Map.of("received", 700L, "dead_lettered", 1L, "store.dead_lettered", 2L),
                        Map.of(service, 3L));
        var _ = producer.send(new ProducerRecord<>(Topics.HEARTBEATS, Json.write(heartbeat)));
        producer.flush();
    }
}
