package io.stacklens.collector;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** A collector in a JVM of its own, which can be killed. */
final class CollectorProcess implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    CollectorProcess(String bootstrap, Path spool) throws IOException {
        port = freePort();
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CollectorApplication.class.getName(),
                                "--spring.kafka.bootstrap-servers=" + bootstrap,
                                "--server.port=" + port,
                                "--stacklens.collector.syslog.udp-port=0",
                                "--stacklens.collector.syslog.tcp-port=0",
                                "--stacklens.collector.spool.directory=" + spool)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
    }

    CollectorProcess awaitReady() {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions() // refused connections
                .until(() -> status("/actuator/health/readiness") == 200);
        return this;
    }

    int post(String body) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(uri("/ingest"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private int status(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(uri(path)).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
