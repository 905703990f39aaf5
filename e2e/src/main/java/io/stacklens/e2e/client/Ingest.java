package io.stacklens.e2e.client;

import io.stacklens.model.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One HTTP connection to the collector, as an agent holds it. Not meant for parallel use. */
public final class Ingest implements AutoCloseable {

    private final URI collector;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    public Ingest(URI collector) {
        this.collector = collector;
    }

    /** What the collector answered; counts are 0 unless the status is 200. */
    public record Answer(int status, long accepted, long rejected, JsonNode body) {

        public boolean isOk() {
            return status == 200;
        }
    }

    public Answer post(String path, String body) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Posts a body.
     *
     * @param headers names and values in turn
     */
    public Answer post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(collector.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofByteArray(body));
        if (ApiKey.isThere()) {
            request.header("Authorization", ApiKey.authorization());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        JsonNode json = json(response.body());
        return new Answer(
                response.statusCode(),
                json.path("accepted").asLong(0),
                json.path("rejected").asLong(0),
                json);
    }

    @Override
    public void close() {
        http.close();
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException e) {
            // A proxy or a servlet container answers in a form of its own; the status says enough.
            return MissingNode.getInstance();
        }
    }
}
