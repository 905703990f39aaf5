package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A burst of errors becomes three alerts, each said once, which end by themselves. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedPlatform.RUNNING, mode = ResourceAccessMode.READ)
class AlertsIT {

    private static final List<String> RULES =
            List.of("Critical Error Rate", "Error Spike", "High Error Rate");

    private final SharedPlatform platform = SharedPlatform.get();
    private final ApiClient api = platform.api();
    private final Ingest ingest = platform.ingest();
    private final String service = "burst-" + platform.newRun();

    @AfterEach
    void closeConnections() {
        ingest.close();
        api.close();
    }

    @Test
    void aBurstOfErrorsFiresThreeRulesOnceAndTheyResolve() throws Exception {
        try (TopicReader alerts =
                new TopicReader(platform.bootstrapServers(), Topics.ANALYTICS_ALERTS)) {
            ingest.post("/ingest", burst());

            await().atMost(Duration.ofSeconds(60)).until(() -> rulesOf(active()).equals(RULES));
            for (JsonNode alert : active()) {
                assertThat(alert.path("status").asString()).isEqualTo("firing");
                assertThat(alert.path("value").asDouble())
                        .isGreaterThan(alert.path("threshold").asDouble());
                assertThat(alert.path("samples")).isNotEmpty();
            }
            acknowledge("Error Spike");
            assertThat(rulesOf(active())).as("acknowledged is still active").isEqualTo(RULES);

            await().atMost(Duration.ofSeconds(150)).until(() -> active().isEmpty());
            Map<String, List<Alert>> episodes = episodes(alerts);
            assertThat(episodes).containsOnlyKeys(RULES);
            assertThat(states(episodes, "High Error Rate"))
                    .containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
            assertThat(states(episodes, "Critical Error Rate"))
                    .containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
            assertThat(states(episodes, "Error Spike"))
                    .containsExactly(
                            AlertStatus.FIRING, AlertStatus.ACKNOWLEDGED, AlertStatus.RESOLVED);
            Alert critical = episodes.get("Critical Error Rate").getFirst();
            assertThat(critical.severity()).isEqualTo(AlertSeverity.CRITICAL);
            assertThat(critical.windowSeconds()).isEqualTo(30);
            assertThat(api.items("/alerts", "status", "resolved", "service", service)).hasSize(3);
        }
    }

    /** 200 errors among 400 lines, without status or duration: no other rule has a say. */
    private String burst() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            lines.append(
                    "{\"service\":\"%s\",\"level\":\"%s\",\"message\":\"payment %d %s\"}\n"
                            .formatted(
                                    service,
                                    i % 2 == 0 ? "error" : "info",
                                    i,
                                    i % 2 == 0 ? "failed" : "done"));
        }
        return lines.toString();
    }

    private void acknowledge(String rule) {
        String id =
                active().stream()
                        .filter(alert -> alert.path("rule").asString().equals(rule))
                        .map(alert -> alert.path("id").asString())
                        .findFirst()
                        .orElseThrow();

        assertThat(api.post("/alerts/%s/acknowledge".formatted(id), "{}").status()).isIn(200, 202);

        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                api.get("/alerts/" + id)
                                        .path("status")
                                        .asString()
                                        .equals("acknowledged"));
    }

    private List<JsonNode> active() {
        return api.items("/alerts", "status", "active", "service", service);
    }

    private static List<String> rulesOf(List<JsonNode> alerts) {
        return alerts.stream().map(alert -> alert.path("rule").asString()).sorted().toList();
    }

    /** What was said on the topic of this test's service, by rule, in order. */
    private Map<String, List<Alert>> episodes(TopicReader topic) {
        return topic.readAll().stream()
                .map(record -> Json.read(record.value(), Alert.class))
                .filter(alert -> alert.service().equals(service))
                .sorted(Comparator.comparingLong(Alert::sequence))
                .collect(Collectors.groupingBy(Alert::rule));
    }

    private static List<AlertStatus> states(Map<String, List<Alert>> episodes, String rule) {
        return episodes.get(rule).stream().map(Alert::status).toList();
    }
}
