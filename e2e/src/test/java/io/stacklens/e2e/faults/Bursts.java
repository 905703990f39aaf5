package io.stacklens.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.TopicReader;
import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bursts of errors, each of a service of its own, that have to fire one alert each. */
final class Bursts {

    private static final String RULE = "Burst while something dies";

    private final FaultyPlatform platform;
    private final String run;
    private final List<String> services = new ArrayList<>();

    Bursts(FaultyPlatform platform, String run) {
        this.platform = platform;
        this.run = run;
    }

    /** Its window outlasts whatever happens, so that lateness keeps no alert from firing. */
    static void makeRule(FaultyPlatform platform) {
        try (ApiClient api = platform.api()) {
            ApiClient.Answer made =
                    api.post(
                            "/alert-rules",
                            """
                            {"name": "%s", "metric": "error_count", "operator": ">", "threshold": 50,
                             "window_seconds": 1800, "service": "burst-*", "severity": "WARNING"}\
                            """
                                    .formatted(RULE));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
        }
    }

    /** Sends the errors of another service, again until they are acknowledged. */
    void send() throws InterruptedException {
        String service = "burst-%d-%s".formatted(services.size(), run);
        services.add(service);
        String body =
                IntStream.range(0, 60)
                        .mapToObj(
                                i ->
                                        "{\"service\":\"%s\",\"level\":\"ERROR\",\"message\":\"broken %d\"}"
                                                .formatted(service, i))
                        .collect(Collectors.joining("\n"));
        try (Ingest ingest = platform.ingest()) {
            while (!isAccepted(ingest, body)) {
                Thread.sleep(200);
            }
        }
    }

    private static boolean isAccepted(Ingest ingest, String body) throws InterruptedException {
        try {
            return ingest.post("/ingest", body).isOk();
        } catch (IOException _) {
            return false;
        }
    }

    /** How often each service's alert fired, on the topic. */
    Map<String, Long> fired() {
        try (TopicReader alerts =
                new TopicReader(platform.bootstrapServers(), Topics.ANALYTICS_ALERTS)) {
            return alerts.readAll().stream()
                    .map(record -> Json.read(record.value(), Alert.class))
                    .filter(alert -> alert.rule().equals(RULE))
                    .filter(alert -> services.contains(alert.service()))
                    .filter(alert -> alert.status() == AlertStatus.FIRING)
                    .collect(Collectors.groupingBy(Alert::service, Collectors.counting()));
        }
    }

    Map<String, Long> expected() {
        return services.stream().collect(Collectors.toMap(service -> service, _ -> 1L));
    }
}
