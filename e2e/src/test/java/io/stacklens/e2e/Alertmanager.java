package io.stacklens.e2e;

import static org.awaitility.Awaitility.await;

import io.stacklens.model.json.Json;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real Alertmanager on a free port, where this machine has one. */
final class Alertmanager implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

    private final Process process;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private Alertmanager(Path directory) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        Path config = directory.resolve("alertmanager.yml");
        Files.writeString(config, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "--config.file=" + config,
                                "--storage.path=" + directory.resolve("alertmanager"),
                                "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("alertmanager.log").toFile())
                        .start();
    }

    /** Starts one, or says loudly that there is none. */
    static Optional<Alertmanager> start(Path directory) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            System.err.println(
                    """

                    ==== NO ALERTMANAGER HERE (%s): the drill goes on without one.
                    ==== Debian: apt-get install prometheus-alertmanager
                    """
                            .formatted(PROGRAM));
            return Optional.empty();
        }
        Alertmanager started = new Alertmanager(directory);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> started.get("/-/ready").startsWith("OK"));
        return Optional.of(started);
    }

    String url() {
        return address.toString();
    }

    /** The alerts of a service that fire. */
    List<JsonNode> firing(String service) {
        List<JsonNode> alerts = new ArrayList<>();
        try {
            Json.mapper().readTree(get("/api/v2/alerts")).forEach(alerts::add);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return alerts.stream()
                .filter(alert -> alert.path("labels").path("service").asString("").equals(service))
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        http.close();
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(address.resolve(path)).build(),
                        BodyHandlers.ofString())
                .body();
    }
}
