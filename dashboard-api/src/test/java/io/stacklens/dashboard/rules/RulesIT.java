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
                            + "\"group_by\":[],\"labels\":{},\"runbook_url\":null,\"enabled\":true,"
                            + "\"kind\":\"threshold\",\"tolerance\":null,\"query\":null,\"after_seconds\":null,"
                            + "\"change\":null,\"factor\":null,\"slo_id\":null,\"burn_windows\":[],\"expression\":null}");
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
    void keepsWhatSomebodyElseHasChangedMeanwhile() {
        String path =
                dashboard
                        .post(
                                "/api/v1/alert-rules",
                                """
                                {"name": "Two edit it", "metric": "error_rate", "operator": ">", "threshold": 5,
                                 "labels": {"team": "post", "area": "mail", "tier": "gold", "a": "b"}}\
                                """)
                        .header("Location");
        Answer read = dashboard.get(path);
        String seen = read.header("ETag");

        Answer first = dashboard.putIfMatch(path, seen, read.body().replace("5.0", "6"));
        Answer second = dashboard.putIfMatch(path, seen, read.body().replace("5.0", "7"));

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(second.status()).as(second.body()).isEqualTo(412);
        assertThat(second.body()).contains("since it was read");
        assertThat(dashboard.get(path).json().get("threshold").asDouble()).isEqualTo(6);
        assertThat(dashboard.putIfMatch(path, first.header("ETag"), read.body()).status())
                .isEqualTo(200);
        assertThat(dashboard.put(path, read.body()).status()).isEqualTo(200);
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
    void keepsARuleOfEachKind() {
        for (String fields :
                new String[] {
                    "\"kind\": \"log_match\", \"query\": \"timeout -cache\", \"threshold\": 3",
                    "\"kind\": \"absence\", \"after_seconds\": 300, \"group_by\": [\"host\"]",
                    "\"kind\": \"template\", \"change\": \"rate\", \"factor\": 4.5",
                    "\"kind\": \"anomaly\", \"threshold\": 0.9",
                    "\"kind\": \"composite\", \"expression\": \"1 AND NOT 2\""
                }) {
            Answer made =
                    dashboard.post(
                            "/api/v1/alert-rules",
                            "{\"name\": \"Of a kind\", %s}".formatted(fields));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            String path = "/api/v1/alert-rules/" + made.json().get("id").asLong();

            assertThat(dashboard.get(path).body()).isEqualTo(made.body());
            assertThat(dashboard.put(path, made.body()).body()).isEqualTo(made.body());
            assertThat(dashboard.delete(path).status()).isEqualTo(204);
        }
    }

    @Test
    void refusesToNameWhatIsNotThere() {
        assertThat(
                        dashboard
                                .post(
                                        "/api/v1/alert-rules",
                                        "{\"name\": \"Lost\", \"kind\": \"composite\","
                                                + " \"expression\": \"1 AND 4711\"}")
                                .body())
                .contains("rules that are there; 4711 is not");
        assertThat(
                        dashboard
                                .post(
                                        "/api/v1/alert-rules",
                                        "{\"name\": \"Lost\", \"kind\": \"burn_rate\","
                                                + " \"slo_id\": 4711}")
                                .body())
                .contains("slo_id: '4711' (expected: the id of an objective that is there)");
    }

    @Test
    void refusesARuleThatLeadsBackToItself() {
        String first = composite("Round 1", "1 OR 2");
        String second = composite("Round 2", "1 AND " + first);

        Answer answer =
                dashboard.put(
                        "/api/v1/alert-rules/" + first,
                        "{\"name\": \"Round 1\", \"kind\": \"composite\", \"expression\": \"2 OR "
                                + second
                                + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("it leads back to rule " + first);
        dashboard.delete("/api/v1/alert-rules/" + second);
        dashboard.delete("/api/v1/alert-rules/" + first);
    }

    private String composite(String name, String expression) {
        return dashboard
                .post(
                        "/api/v1/alert-rules",
                        "{\"name\": \"%s\", \"kind\": \"composite\", \"expression\": \"%s\"}"
                                .formatted(name, expression))
                .json()
                .get("id")
                .toString();
    }

    /** The engine is in another service; what it gets is the rule as it would be stored. */
    @Test
    void givesACheckedRuleOnToBeTried() {
        Answer tried =
                dashboard.post(
                        "/api/v1/alert-rules/test",
                        """
                        {"rule": {"name": "Slow mail", "metric": "latency_p95", "operator": ">", "threshold": 250},
                         "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}\
                        """);

        assertThat(tried.status()).as(tried.body()).isEqualTo(200);
        assertThat(tried.json().get("rule").get("min_events").asInt()).isEqualTo(20);
        assertThat(tried.json().get("rule").get("kind").asString()).isEqualTo("threshold");
        assertThat(tried.json().get("from").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(tried.json().get("to").asString()).isEqualTo("2026-01-02T00:00:00Z");
    }

    @Test
    void refusesToTryWhatCouldNotBeStoredOrIsTooLong() {
        assertThat(dashboard.post("/api/v1/alert-rules/test", "{}").body())
                .contains("a rule as in POST /alert-rules");
        assertThat(
                        dashboard
                                .post(
                                        "/api/v1/alert-rules/test",
                                        "{\"rule\": {\"name\": \"Odd\", \"metric\": \"mood\"}}")
                                .json()
                                .get("errors")
                                .findValuesAsString("field"))
                .contains("metric", "operator", "threshold");
        assertThat(
                        dashboard
                                .post(
                                        "/api/v1/alert-rules/test",
                                        """
                                        {"rule": {"name": "Long", "metric": "bytes", "operator": ">", "threshold": 1},
                                         "from": "2025-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}\
                                        """)
                                .body())
                .contains("at most 31 days before to");
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
