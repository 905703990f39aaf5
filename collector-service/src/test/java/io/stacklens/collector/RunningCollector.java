package io.stacklens.collector;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.health.HealthComponent;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A collector on free ports. */
final class RunningCollector implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningCollector(String bootstrap, String... settings) {
        this(bootstrap, temporary(), settings);
    }

    /** With a spool that may be there from before. */
    RunningCollector(String bootstrap, Path spool, String... settings) {
        context =
                CollectorApplication.application()
                        .run(
                                Stream.concat(
                                                Stream.of(
                                                        "--spring.kafka.bootstrap-servers="
                                                                + bootstrap,
                                                        "--stacklens.collector.spool.directory="
                                                                + spool,
                                                        "--server.port=0",
                                                        "--stacklens.collector.syslog.udp-port=0",
                                                        "--stacklens.collector.syslog.tcp-port=0"),
                                                Stream.of(settings))
                                        .toArray(String[]::new));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("spool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunningCollector awaitReady() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("/actuator/health/readiness") == 200);
        return this;
    }

    int get(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(uri(path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    Map<?, ?> answer(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return Json.mapper().readValue(post(path, body, headers).body(), Map.class);
    }

    /** The port that a component says it listens on. */
    int port(String component) {
        return Integer.parseInt(detail(component).replace("port ", ""));
    }

    String detail(String component) {
        return context.getBeansOfType(HealthComponent.class).values().stream()
                .filter(c -> c.name().equals(component))
                .findFirst()
                .orElseThrow()
                .check()
                .detail();
    }

    /** The value of a gauge or counter. */
    double metric(String name) {
        return context.getBean(MeterRegistry.class)
                .get(name)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    Map<String, Long> totals() {
        return context.getBean(RecordFatesRegistry.class).totals();
    }

    int httpPort() {
        return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    private URI uri(String path) {
        int port = httpPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        context.close();
    }
}
