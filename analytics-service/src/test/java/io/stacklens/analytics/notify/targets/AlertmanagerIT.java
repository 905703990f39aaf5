package io.stacklens.analytics.notify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stacklens.analytics.notify.guard.TargetGuard;
import io.stacklens.model.json.Json;
import io.stacklens.model.notification.ChannelKind;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A real Alertmanager takes what is posted, keeps one alert of an episode, and ends it. */
class AlertmanagerIT {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

    private static Process process;
    private static String url;

    private final Targets targets =
            new Targets(
                    new TargetGuard(List.of("127.0.0.1")),
                    URI.create("https://logs.example.org"),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(4),
                    Clock.systemUTC());

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            System.err.println(
                    "*** AlertmanagerIT IS SKIPPED: no "
                            + PROGRAM
                            + " (Debian: apt install prometheus-alertmanager) ***");
        }
        assumeTrue(Files.isExecutable(PROGRAM));
        Path config = directory.resolve("alertmanager.yml");
        Files.writeString(config, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "--config.file=" + config,
                                "--storage.path=" + directory.resolve("data"),
                                "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> get("/-/ready").startsWith("OK"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void keepsOneAlertOfAnEpisodeAndEndsIt() throws Exception {
        Instant started = Instant.now().minusSeconds(30);
        ObjectNode alert = Alerts.nasty().put("started_at", started.toString());
        alert.putObject("labels").put("1 team.name", "päy").put("severity", "mine");

        send(Event.FIRED, alert.deepCopy());
        send(Event.FIRED, alert.deepCopy().put("value", 99));

        JsonNode active = alerts();
        assertThat(active).hasSize(1);
        assertThat(active.get(0).get("status").get("state").asString()).isEqualTo("active");
        JsonNode labels = active.get(0).get("labels");
        assertThat(labels.get("severity").asString()).isEqualTo("critical");
        assertThat(labels.get("_1_team_name").asString()).isEqualTo("päy");
        assertThat(labels.get("service").asString()).isEqualTo(Alerts.NASTY);
        assertThat(Instant.parse(active.get(0).get("endsAt").asString()))
                .isAfter(Instant.now().plusSeconds(200));

        send(Event.RESOLVED, alert.deepCopy().put("resolved_at", Instant.now().toString()));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(alerts()).isEmpty());
    }

    private void send(Event event, ObjectNode alert) throws IOException {
        assertThat(
                        targets.of(ChannelKind.ALERTMANAGER)
                                .send(
                                        new ChannelSettings(Map.of("url", url)),
                                        Alerts.message(event, alert)))
                .isEqualTo(new Outcome.Delivered(null));
    }

    private static JsonNode alerts() throws Exception {
        return Json.mapper().readTree(get("/api/v2/alerts"));
    }

    private static String get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url + path)).build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
