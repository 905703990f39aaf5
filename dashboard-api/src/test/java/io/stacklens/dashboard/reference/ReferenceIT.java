package io.stacklens.dashboard.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;

/** Reference data of an enrichment that a small server stands for; it tells what it was asked. */
class ReferenceIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void passesEveryRequestOn() {
        Answer put =
                dashboard.send(
                        dashboard
                                .request("/api/v1/reference/users/u%201")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("{\"name\": \"Ada\"}")));

        assertThat(asked(put)).isEqualTo("PUT /api/v1/user-profiles/u%201 null {'name': 'Ada'}");
        assertThat(asked(dashboard.get("/api/v1/reference/users?limit=5&cursor=u%261")))
                .isEqualTo("GET /api/v1/user-profiles?limit=5&cursor=u%261 null ");
        assertThat(asked(dashboard.get("/api/v1/reference/users/u-1")))
                .isEqualTo("GET /api/v1/user-profiles/u-1 null ");
        assertThat(dashboard.delete("/api/v1/reference/users/u-1").status()).isEqualTo(204);
        assertThat(asked(dashboard.post("/api/v1/reference/users/bulk", "{\"user_id\": \"u\"}")))
                .isEqualTo("POST /api/v1/user-profiles/bulk null {'user_id': 'u'}");
    }

    @Test
    void knowsThreeTablesOnly() {
        assertThat(dashboard.get("/api/v1/reference/passwords").status()).isEqualTo(404);
        assertThat(dashboard.get("/api/v1/reference/users?limit=0").status()).isEqualTo(400);
    }

    private static String asked(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("asked").asString();
    }
}
