package io.stacklens.dashboard.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;

/** The pipelines of a parser that a small server stands for; the real one is tried end to end. */
class PipelinesIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void givesOnWhatTheParserAnswers() {
        Answer inForce = dashboard.get("/api/v1/pipelines");

        assertThat(inForce.status()).isEqualTo(200);
        assertThat(inForce.json().get("names").isArray()).isTrue();
        Answer tried = dashboard.post("/api/v1/pipelines/dry-run", "{\"lines\":[\"a\"]}");
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.json().get("lines").get(0).get("outcome").asString()).isEqualTo("PARSED");
    }

    @Test
    void givesOnWhatTheParserRefuses() {
        Answer refused = dashboard.post("/api/v1/pipelines/dry-run", "{}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().get("detail").asString()).contains("lines");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        Answer refused =
                dashboard.post("/api/v1/pipelines/dry-run", "\"" + "x".repeat(9 << 20) + "\"");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().get("detail").asString())
                .contains("8388608 bytes; stacklens.http.routes[1].max-body-size");
    }
}
