package io.stacklens.e2e.client;

import io.stacklens.model.json.Json;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the dashboard's REST API. */
public final class ApiClient implements AutoCloseable {

    private static final String BASE = "/api/v1";

    private final URI dashboard;
    private final String authorization;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    public ApiClient(URI dashboard) {
        this(dashboard, ApiKey.isThere() ? ApiKey.authorization() : "");
    }

    /**
     * One that shows who it is.
     *
     * @param authorization the value of that header; empty for none
     */
    public ApiClient(URI dashboard, String authorization) {
        this.dashboard = dashboard;
        this.authorization = authorization;
    }

    /** An answer as it came, for those who look at statuses. */
    public record Answer(int status, String body) {

        public JsonNode json() {
            return Json.mapper().readTree(body);
        }
    }

    /** How many log records match, exactly. */
    public long count(String query) {
        return get("/logs/count", "q", query).path("total").asLong();
    }

    /**
     * A document of the API.
     *
     * @param path below {@code /api/v1}
     * @param parameters names and values in turn
     */
    public JsonNode get(String path, String... parameters) {
        Answer answer = request("GET", BASE + path + query(parameters), "");
        if (answer.status() != 200) {
            throw new IllegalStateException(
                    "GET %s: %d %s (expected: 200)"
                            .formatted(path, answer.status(), answer.body()));
        }
        return answer.json();
    }

    /** All items of a list, page after page. */
    public List<JsonNode> items(String path, String... parameters) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(path, withCursor(parameters, cursor));
            page.path("items").forEach(items::add);
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return items;
    }

    public Answer post(String path, String json) {
        return request("POST", BASE + path, json);
    }

    public Answer put(String path, String json) {
        return request("PUT", BASE + path, json);
    }

    public Answer delete(String path) {
        return request("DELETE", BASE + path, "");
    }

    /** Any page of the dashboard's port, by its path from the root. */
    public Answer page(String path) {
        return request("GET", path, "");
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer request(String method, String target, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(dashboard.resolve(target))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("%s %s".formatted(method, target), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + target, e);
        }
    }

    private static String[] withCursor(String[] parameters, String cursor) {
        if (cursor.isEmpty()) {
            return parameters;
        }
        List<String> all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of("cursor", cursor));
        return all.toArray(String[]::new);
    }

    private static String query(String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }
}
