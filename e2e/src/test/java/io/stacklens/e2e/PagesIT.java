package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.ApiClient.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "/api/v1/stats"
            })
    void answersWithoutAnyParameter(String path) {
        try (ApiClient api = platform.api()) {
            Answer answer = api.page(path);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
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
