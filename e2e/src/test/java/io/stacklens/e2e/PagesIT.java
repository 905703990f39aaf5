package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.ApiClient.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

/** What people open in a browser answers. */
class PagesIT {

    private final SharedPlatform platform = SharedPlatform.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/actuator/prometheus",
                "/actuator/health/liveness",
                "/api/v1/health-status",
                "/api/v1/metrics",
                "/api/v1/alerts",
                "/api/v1/alert-rules",
                "/api/v1/trends",
                "/api/v1/sla",
                "/api/v1/top-errors",
                "/api/v1/slowest",
                "/api/v1/high-risk",
                "/api/v1/logs",
                "/api/v1/logs/count",
                "/api/v1/logs/histogram",
                "/api/v1/logs/facets",
                "/api/v1/anomalies",
                "/api/v1/dead-letters",
                "/api/v1/pipelines",
                "/api/v1/stats"
            })
    void answersWithoutAnyParameter(String path) {
        try (ApiClient api = platform.api()) {
            Answer answer = api.page(path);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void triesLinesOnTheParserWithoutStoringThem() {
        try (ApiClient api = platform.api()) {
            Answer tried =
                    api.post(
                            "/pipelines/dry-run",
                            """
                            {"lines": ["a=1 password=hunter2"], "service": "till",
                             "pipelines": "pipelines: [{name: p, steps: [{set: {b: '2'}}]}]"}
                            """);
            assertThat(tried.status()).as(tried.body()).isEqualTo(200);
            JsonNode line = tried.json().path("lines").path(0);
            assertThat(line.path("pipeline").asString()).isEqualTo("p");
            assertThat(line.path("record").path("attributes").path("b").asString()).isEqualTo("2");
            assertThat(line.path("record").path("body").asString())
                    .isEqualTo("a=1 password=[redacted:password]");

            Answer refused =
                    api.post(
                            "/pipelines/dry-run",
                            "{\"lines\": [\"a\"], \"pipelines\": \"pipelines: 1\"}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("detail").asString())
                    .isEqualTo("pipelines: line 1, pipelines: '1' (expected: a list)");
        }
    }

    @Test
    void describesEveryPathOfTheApi() {
        try (ApiClient api = platform.api()) {
            assertThat(api.page("/v3/api-docs").json().path("paths").propertyNames())
                    .contains("/api/v1/logs", "/api/v1/metrics", "/api/v1/alerts/{id}/acknowledge");
        }
    }
}
