package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.model.Topics;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** After two hours of ordinary minutes, fed as history, an extraordinary one is reported. */
class AnomaliesIT {

    private static final int HISTORY = 120;

    private final SharedPlatform platform = SharedPlatform.get();
    private final ApiClient api = platform.api();
    private final Ingest ingest = platform.ingest();
    private final String service = "calm-" + platform.newRun();
    private final Random random = new Random(5);

    @AfterEach
    void closeConnections() {
        ingest.close();
        api.close();
    }

    @Test
    void reportsAMinuteThatIsUnlikeAllBeforeIt() throws Exception {
        Instant first =
                Instant.now()
                        .minus(HISTORY + 20, ChronoUnit.MINUTES)
                        .truncatedTo(ChronoUnit.MINUTES);
        StringBuilder history = new StringBuilder();
        for (int minute = 0; minute < HISTORY; minute++) {
            append(history, first.plus(minute, ChronoUnit.MINUTES), 18 + random.nextInt(5), 1);
        }
        ingest.post("/ingest", history.toString());
        await().atMost(Duration.ofSeconds(60)).until(() -> closedMinutes() == HISTORY);

        Instant outlier = first.plus(HISTORY, ChronoUnit.MINUTES);
        StringBuilder lines = new StringBuilder();
        append(lines, outlier, 400, 30);
        ingest.post("/ingest", lines.toString());

        JsonNode anomaly =
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> reported(outlier), list -> list.size() == 1)
                        .getFirst();
        assertThat(anomaly.path("score").asDouble()).isBetween(0.5, 1.0);
        assertThat(anomaly.path("reasons")).isNotEmpty();
        assertThat(published()).extracting(Anomaly::windowStart).containsOnlyOnce(outlier);
    }

    /** Lines of one minute; a factor of 1 is the ordinary latency and share of errors. */
    private void append(StringBuilder lines, Instant minute, int count, int factor) {
        for (int i = 0; i < count; i++) {
            boolean failed = random.nextInt(100) < Math.min(60, 2 * factor);
            lines.append(
                    "{\"timestamp\":\"%s\",\"service\":\"%s\",\"level\":\"%s\",\"message\":\"request %d\",\"http_status\":%d,\"duration_ms\":%d}\n"
                            .formatted(
                                    minute.plusMillis(60_000L * i / count),
                                    service,
                                    failed ? "error" : "info",
                                    i,
                                    failed ? 500 : 200,
                                    factor * (20 + random.nextInt(15))));
        }
    }

    private long closedMinutes() {
        return api.items("/metrics", "service", service, "window", "1min").stream()
                .filter(window -> window.path("closed").asBoolean())
                .count();
    }

    private List<JsonNode> reported(Instant minute) {
        return api.items("/anomalies", "service", service).stream()
                .filter(item -> Instant.parse(item.path("window_start").asString()).equals(minute))
                .toList();
    }

    private List<Anomaly> published() {
        try (TopicReader topic = new TopicReader(platform.bootstrapServers(), Topics.ANOMALIES)) {
            return topic.readAll().stream()
                    .map(record -> Json.read(record.value(), Anomaly.class))
                    .filter(anomaly -> anomaly.service().equals(service))
                    .toList();
        }
    }
}
