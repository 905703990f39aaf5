package io.stacklens.dashboard.silences;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

class SilencesIT {

    private static final String PATH = "/api/v1/silences";

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void keepsASilenceThroughItsLife() {
        Answer made =
                dashboard.post(
                        PATH,
                        """
                        {"matchers": [{"field": "service", "operator": "=~", "value": "pay.*"},
                                      {"field": "severity", "operator": "!=", "value": "critical"}],
                         "ends_at": "2099-01-01T00:00:00Z", "comment": " the supplier works on it "}\
                        """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        JsonNode silence = made.json();
        long id = silence.get("id").asLong();
        assertThat(made.header("Location")).endsWith(PATH + "/" + id);
        assertThat(silence.get("kind").asString()).isEqualTo("silence");
        assertThat(silence.get("comment").asString()).isEqualTo("the supplier works on it");
        assertThat(silence.get("created_by").asString()).isEqualTo("operator");
        assertThat(silence.get("active").asBoolean()).isTrue();
        assertThat(silence.get("matchers").get(1).toString())
                .isEqualTo("{\"field\":\"severity\",\"operator\":\"!=\",\"value\":\"CRITICAL\"}");
        assertThat(dashboard.get(PATH + "/" + id).body()).isEqualTo(made.body());

        String over = silence.toString().replace("2099-01-01", "2025-01-02");
        over =
                over.replaceAll(
                        "\"starts_at\":\"[^\"]*\"", "\"starts_at\":\"2025-01-01T00:00:00Z\"");
        Answer changed = dashboard.put(PATH + "/" + id, over);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("active").asBoolean()).isFalse();
        assertThat(changed.json().get("created_at")).isEqualTo(silence.get("created_at"));
        assertThat(ids("?ended=false")).doesNotContain(id);
        assertThat(ids("")).contains(id);

        assertThat(dashboard.delete(PATH + "/" + id).status()).isEqualTo(204);
        assertThat(dashboard.get(PATH + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void keepsARecurringOneWithoutAnEnd() {
        Answer made =
                dashboard.post(
                        PATH,
                        """
                        {"kind": "maintenance", "matchers": [{"field": "team", "operator": "=", "value": "post"}],
                         "recurrence": {"days": ["su", "MO"], "from": "22:00", "to": "06:30",
                                        "zone": "Europe/Berlin"}}\
                        """);

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().get("ends_at").isNull()).isTrue();
        assertThat(made.json().get("recurrence").toString())
                .isEqualTo(
                        "{\"days\":[\"MO\",\"SU\"],\"from\":\"22:00\",\"to\":\"06:30\","
                                + "\"zone\":\"Europe/Berlin\"}");
        assertThat(dashboard.get(PATH + "/" + made.json().get("id").asLong()).body())
                .isEqualTo(made.body());
    }

    @Test
    void pagesFromTheNewest() {
        for (int i = 0; i < 3; i++) {
            dashboard.post(
                    PATH,
                    "{\"ends_at\": \"2099-01-01T00:00:00Z\", \"matchers\": [{\"field\":"
                            + " \"service\", \"value\": \"page\"}]}");
        }

        JsonNode first = dashboard.get(PATH + "?limit=2").json();
        JsonNode next =
                dashboard
                        .get(PATH + "?limit=2&cursor=" + first.get("next_cursor").asString())
                        .json();

        long last = first.get("items").get(1).get("id").asLong();
        assertThat(first.get("items").get(0).get("id").asLong()).isGreaterThan(last);
        assertThat(next.get("items").get(0).get("id").asLong()).isLessThan(last);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Answer answer =
                dashboard.post(
                        PATH,
                        """
                        {"kind": "quiet", "starts_at": "2026-01-02T00:00:00Z", "ends_at": "2026-01-01T00:00:00Z",
                         "matchers": [{"field": "service", "operator": "=~", "value": "(pay"},
                                      {"field": "", "operator": "=", "value": "x"},
                                      {"field": "severity", "operator": "=", "value": "loud"},
                                      {"field": "rule", "operator": "like", "value": "x"}],
                         "recurrence": {"days": ["someday"], "from": "25:00", "to": "06:00", "zone": "Mars/One"}}\
                        """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "kind",
                        "ends_at",
                        "matchers[0].value",
                        "matchers[1].field",
                        "matchers[2].value",
                        "matchers[3].operator",
                        "recurrence.days",
                        "recurrence.from",
                        "recurrence.zone");
        assertThat(answer.body()).contains("an RE2 expression: ");
    }

    @Test
    void refusesWhatWouldSilenceEverythingOrNothing() {
        assertThat(dashboard.post(PATH, "{\"ends_at\": \"2099-01-01T00:00:00Z\"}").body())
                .contains("1 to 50 matchers");
        assertThat(
                        dashboard
                                .post(
                                        PATH,
                                        "{\"matchers\": [{\"field\": \"service\", \"value\":"
                                                + " \"a\"}]}")
                                .body())
                .contains("ends_at: 'null' (expected: a time, unless it recurs)");
        Answer past =
                dashboard.post(
                        PATH,
                        "{\"starts_at\": \"2025-01-01T00:00:00Z\", \"ends_at\":"
                            + " \"2025-01-02T00:00:00Z\", \"matchers\": [{\"field\": \"service\","
                            + " \"value\": \"a\"}]}");
        assertThat(past.status()).isEqualTo(400);
        assertThat(past.body()).contains("a time to come");
    }

    private java.util.List<Long> ids(String parameters) {
        return dashboard
                .get(PATH + parameters)
                .items()
                .valueStream()
                .map(item -> item.get("id").asLong())
                .toList();
    }
}
