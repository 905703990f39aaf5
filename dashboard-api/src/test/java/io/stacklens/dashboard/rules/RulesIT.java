package io.stacklens.dashboard.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

class RulesIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void listsTheRulesThatAreThereFromTheBeginning() {
        JsonNode items = dashboard.get("/api/v1/alert-rules?limit=6").items();

        assertThat(items).hasSize(6);
        assertThat(items.get(0).toString())
                .isEqualTo(
                        "{\"id\":1,\"name\":\"High Error"
                            + " Rate\",\"metric\":\"error_rate\",\"operator\":\">\",\"threshold\":5.0,"
                            + "\"window_seconds\":60,\"severity\":\"WARNING\",\"service\":\"*\",\"route\":null,\"min_events\":20,"
                            + "\"for_seconds\":0,\"clear_threshold\":null,\"keep_firing_for_seconds\":0,\"no_data\":\"ok\","
                            + "\"group_by\":[],\"labels\":{},\"runbook_url\":null,\"enabled\":true}");
    }

    @Test
    void keepsARuleThroughItsLife() {
        Answer made =
                dashboard.post(
                        "/api/v1/alert-rules",
                        """
                        {"name": "Slow mail", "metric": "latency_p95", "operator": ">", "threshold": 250,
                         "service": "mail*", "severity": "warn", "labels": {"team": "post"},
                         "group_by": ["team", "region"], "runbook_url": "https://example.org/mail"}\
                        """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        long id = made.json().get("id").asLong();
        assertThat(made.header("Location")).endsWith("/api/v1/alert-rules/" + id);

        JsonNode stored = dashboard.get("/api/v1/alert-rules/" + id).json();
        assertThat(stored.get("severity").asString()).isEqualTo("WARNING");
        assertThat(stored.get("min_events").asInt()).isEqualTo(20);
        assertThat(stored.get("labels").toString()).isEqualTo("{\"team\":\"post\"}");
        assertThat(stored.get("group_by").toString()).isEqualTo("[\"team\",\"region\"]");

        Answer changed =
                dashboard.put(
                        "/api/v1/alert-rules/" + id, stored.toString().replace("250.0", "300"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(dashboard.get("/api/v1/alert-rules/" + id).json().get("threshold").asDouble())
                .isEqualTo(300);

        assertThat(dashboard.delete("/api/v1/alert-rules/" + id).status()).isEqualTo(204);
        assertThat(dashboard.get("/api/v1/alert-rules/" + id).status()).isEqualTo(404);
        assertThat(dashboard.delete("/api/v1/alert-rules/" + id).status()).isEqualTo(404);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Answer answer =
                dashboard.post(
                        "/api/v1/alert-rules",
                        """
                        {"metric": "mood", "operator": "~", "window_seconds": 15, "severity": "loud",
                         "min_events": -1, "no_data": "maybe", "runbook_url": "javascript:alert(1)"}\
                        """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "name",
                        "metric",
                        "operator",
                        "threshold",
                        "window_seconds",
                        "severity",
                        "min_events",
                        "no_data",
                        "runbook_url");
    }

    @Test
    void refusesAMisspeltField() {
        Answer answer = dashboard.post("/api/v1/alert-rules", "{\"treshold\": 5}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("treshold", "unknown field", "window_seconds")
                .doesNotContain("ignorable", "RuleRequest");
    }

    @Test
    void refusesAFractionOfASecond() {
        Answer answer =
                dashboard.post(
                        "/api/v1/alert-rules",
                        "{\"name\": \"Cut\", \"metric\": \"error_count\", \"operator\": \">\","
                                + " \"threshold\": 1, \"window_seconds\": 60.9}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("window_seconds", "a whole number");
    }

    @Test
    void refusesANameThatIsTaken() {
        Answer answer =
                dashboard.post(
                        "/api/v1/alert-rules",
                        "{\"name\": \"Error Spike\", \"metric\": \"error_count\", \"operator\":"
                                + " \">\", \"threshold\": 1}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("detail").asString()).contains("Error Spike");
    }

    @Test
    void refusesABodyThatIsNoJson() {
        Answer answer = dashboard.post("/api/v1/alert-rules", "{broken");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
