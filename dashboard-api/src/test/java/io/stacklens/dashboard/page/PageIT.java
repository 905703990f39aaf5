package io.stacklens.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.List;

class PageIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/style.css",
                "/app.js",
                "/icon.svg",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/actuator/prometheus",
                "/actuator/health/liveness"
            })
    void serves(String path) {
        assertThat(dashboard.get(path).status()).isEqualTo(200);
    }

    @Test
    void servesThePage() {
        Answer page = dashboard.get("/");

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<title>StackLens</title>");
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics?window=1min&service=shop, /api/v1/metrics?window=1min&service=shop",
        "/metrics/shop, /api/v1/metrics/shop",
        "/alerts, /api/v1/alerts",
        "/alerts/17/acknowledge, /api/v1/alerts/17/acknowledge",
        "/health-status, /api/v1/health-status"
    })
    void redirectsShortPathsForGood(String path, String to) {
        Answer answer = dashboard.get(path);

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("Location")).endsWith(to);
    }

    @Test
    void describesEveryPathWithNamesAsTheyAre() {
        String description = dashboard.get("/v3/api-docs").body();

        assertThat(dashboard.get("/v3/api-docs").json().get("paths").propertyNames())
                .contains(
                        "/health",
                        "/api/v1/health-status",
                        "/api/v1/metrics",
                        "/api/v1/metrics/{service}",
                        "/api/v1/trends",
                        "/api/v1/alerts",
                        "/api/v1/alerts/{id}",
                        "/api/v1/alerts/{id}/acknowledge",
                        "/api/v1/alerts/{id}/resolve",
                        "/api/v1/alert-rules",
                        "/api/v1/alert-rules/{id}",
                        "/api/v1/sla",
                        "/api/v1/top-errors",
                        "/api/v1/slowest",
                        "/api/v1/high-risk",
                        "/api/v1/query",
                        "/api/v1/logs",
                        "/api/v1/logs/{id}",
                        "/api/v1/logs/count",
                        "/api/v1/logs/histogram",
                        "/api/v1/logs/facets",
                        "/api/v1/logs/tail",
                        "/api/v1/logs/export",
                        "/api/v1/anomalies",
                        "/api/v1/anomalies/{id}",
                        "/api/v1/templates",
                        "/api/v1/dead-letters",
                        "/api/v1/pipelines",
                        "/api/v1/pipelines/dry-run",
                        "/api/v1/stats");
        assertThat(description).contains("\"next_cursor\"").doesNotContain("\"nextCursor\"");
    }

    @Test
    void answersUnknownPathsWithAProblem() {
        Answer answer = dashboard.get("/api/v1/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesAForeignOrigin() {
        Answer answer =
                dashboard.send(
                        dashboard
                                .request("/api/v1/alerts")
                                .header("Origin", "http://evil.example")
                                .GET());

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void answersEveryExampleOfTheDescription() {
        JsonNode api = dashboard.get("/v3/api-docs").json();
        api.get("paths")
                .forEachEntry(
                        (path, operations) -> {
                            if (operations.has("get") && !path.endsWith("/tail")) {
                                press(path, operations.get("get"));
                            }
                        });
    }

    @Test
    void takesTheExamplesOfBodies() {
        JsonNode schemas = dashboard.get("/v3/api-docs").json().get("components").get("schemas");
        String rule = schemas.get("RuleRequest").get("example").toString();
        String sql =
                schemas.get("QueryRequest").get("properties").get("sql").get("example").toString();

        Answer made = dashboard.post("/api/v1/alert-rules", rule);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = "/api/v1/alert-rules/" + made.json().get("id").asLong();
        assertThat(dashboard.put(path, rule).status()).isEqualTo(200);
        assertThat(dashboard.delete(path).status()).isEqualTo(204);
        Answer found = dashboard.post("/api/v1/query", "{\"sql\": " + sql + ", \"limit\": 100}");
        assertThat(found.status()).as(found.body()).isEqualTo(200);
    }

    /** As the page does: with the example of each parameter, else its default, if it has any. */
    private void press(String template, JsonNode operation) {
        String path = template;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode given =
                    parameter.has("example")
                            ? parameter.get("example")
                            : parameter.get("schema").path("default");
            String name = parameter.get("name").asString();
            if (given.isMissingNode()) {
                continue;
            }
            String value = RunningDashboard.encoded(given.asString());
            if (parameter.get("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", value);
            } else {
                query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
            }
        }
        if (!path.contains("{")) {
            Answer answer = dashboard.get(path + query);
            assertThat(answer.status())
                    .as(path + query + ": " + answer.body())
                    .isIn(template.equals("/health") ? List.of(200, 503) : List.of(200));
        }
    }

    @Test
    void compressesLongAnswers() {
        Answer answer =
                dashboard.send(
                        dashboard.request("/v3/api-docs").header("Accept-Encoding", "gzip").GET());

        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    }
}
