package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

class StackIT {

    private static final Progress PROGRESS = new Progress(System.out);

    @TempDir Path dataDir;

    @Test
    void findsALineAgainAfterARestart() throws Exception {
        StackOptions options = StackOptions.defaults(dataDir).withPorts(StackPorts.free());
        try (Stack stack = Stack.prepare(options, PROGRESS)) {
            stack.start();

            assertThat(
                            post(
                                    stack,
                                    "{\"service\":\"shop\",\"level\":\"ERROR\",\"message\":\"boom\"}"))
                    .contains("\"accepted\":1");

            awaitFound(stack);
        }

        try (Stack stack = Stack.prepare(options, PROGRESS)) {
            stack.start();
            awaitFound(stack);
        }
    }

    private static void awaitFound(Stack stack) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(get(stack, "/api/v1/logs?q=boom"))
                                        .contains("\"body\":\"boom\""));
    }

    private static String post(Stack stack, String body) throws Exception {
        URI address =
                URI.create(
                        "http://127.0.0.1:%d/ingest"
                                .formatted(stack.ports().port(Service.COLLECTOR)));
        return send(
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String get(Stack stack, String path) throws Exception {
        URI address =
                URI.create(
                        "http://127.0.0.1:%d%s"
                                .formatted(stack.ports().port(Service.DASHBOARD), path));
        return send(HttpRequest.newBuilder(address));
    }

    private static String send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}
