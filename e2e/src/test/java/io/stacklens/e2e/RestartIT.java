package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import tools.jackson.databind.JsonNode;

import java.time.Duration;

/** What was accepted is still there after a stop and a start, and the path goes on where it was. */
@Order(SharedPlatform.RESTARTING)
@ResourceLock(SharedPlatform.RUNNING)
class RestartIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final SharedPlatform platform = SharedPlatform.get();
    private final String run = platform.newRun();
    private final String service = "kept-" + run;

    @Test
    void keepsItsDataAndGoesOn() throws Exception {
        send("before");
        try (ApiClient api = platform.api()) {
            await().atMost(SOON).until(() -> api.count(run) == 1 && counted(api) == 1);
        }

        platform.restart();

        try (ApiClient api = platform.api()) {
            assertThat(api.count(run)).isEqualTo(1);
            assertThat(counted(api)).isEqualTo(1);
        }
        send("after");
        try (ApiClient api = platform.api()) {
            await().atMost(SOON).until(() -> api.count(run) == 2 && counted(api) == 2);
        }
    }

    private void send(String word) throws Exception {
        try (Ingest ingest = platform.ingest()) {
            assertThat(ingest.post("/ingest/" + service, word + " " + run).accepted()).isEqualTo(1);
        }
    }

    private long counted(ApiClient api) {
        return api.items("/metrics/" + service, "window", "1min").stream()
                .map((JsonNode window) -> window.path("event_count"))
                .mapToLong(JsonNode::asLong)
                .sum();
    }
}
