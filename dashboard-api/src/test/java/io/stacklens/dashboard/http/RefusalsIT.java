package io.stacklens.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/logs?q=%FF", "/api/v1/metrics?window=1min&service=%C3%28"})
    void refusesParametersThatAreNotUtf8(String path) {
        assertThat(refusal(path)).contains("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/metrics?window=1min&service=%00, service",
        "/api/v1/metrics?window=1min&service=cart&route=a%00b, route",
        "/api/v1/logs?q=a%00b, q"
    })
    void namesTheParameterWithACharacterThatTheDatabaseCannotHold(String path, String field) {
        assertThat(refusal(path)).contains("U+0000").contains("\"field\":\"" + field + "\"");
    }

    @Test
    void takesAQueryOfTenThousandCharacters() {
        String service = "a".repeat(10_000);

        Answer answer = dashboard.get("/api/v1/metrics?window=1min&service=" + service);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String refusal(String path) {
        Answer answer = dashboard.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        return answer.body();
    }
}
