package io.stacklens.dashboard.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.ModelStandIn;
import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.logstore.LogStoreWriter;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The service {@code harbour} fails from ten o'clock on: a deployment five minutes before, a new
 * kind of line, an anomaly, an alert; errors of three users in two countries.
 */
class IncidentsIT {

    private static final Instant TEN = Instant.parse("2025-06-02T10:00:00Z");
    private static final String SECRET = "hunter2-Zq81";

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @BeforeAll
    static void storeWhatHappened() throws SQLException {
        LogBatchBuilder batch = new LogBatchBuilder();
        record(
                batch,
                TEN.minusSeconds(300),
                Severity.INFO,
                "rolling out release 7",
                "deploy",
                "",
                "");
        for (int i = 0; i < 30; i++) {
            record(
                    batch,
                    TEN.plusSeconds(10 + i),
                    Severity.ERROR,
                    "berth <b>refused</b> | password=" + SECRET,
                    "other",
                    "u-" + i % 3,
                    i % 3 == 0 ? "NO" : "SE");
        }
        try (Connection connection = RunningDashboard.shared().connect()) {
            connection.setAutoCommit(false);
            LogStoreWriter writer = new LogStoreWriter(LogStoreOptions.defaults());
            writer.add(batch.build());
            writer.flush(connection);
            connection.commit();
        }
        RunningDashboard.shared().storeMinute("harbour", TEN.minusSeconds(1800), 1_000, 10, 80);
        RunningDashboard.shared().storeMinute("harbour", TEN, 1_000, 300, 900);
        RunningDashboard.shared().storeMinute("quay", TEN.minusSeconds(1800), 1_000, 0, 80);
        RunningDashboard.shared().storeMinute("quay", TEN, 1_000, 0, 80);
        templates();
        alert("harbour-alert", "Critical Error Rate", "harbour", "CRITICAL", TEN.plusSeconds(20));
        RunningDashboard.shared()
                .jdbc()
                .sql(
                        """
                        insert into anomalies (id, service, detector, window_start, window_end, detected_at, score,
                                               severity, reasons)
                        values ('harbour-anomaly', 'harbour', 'isolation-forest', ?, ?, ?, 0.91, 'WARNING', '[]')\
                        """)
                .params(
                        TEN.atOffset(ZoneOffset.UTC),
                        TEN.plusSeconds(60).atOffset(ZoneOffset.UTC),
                        TEN.plusSeconds(70).atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void opensByHandAndGoesThroughItsLife() {
        Answer made =
                dashboard.post(
                        "/api/v1/incidents",
                        """
                        {"title": "Mail is late", "severity": "warn", "services": ["mail", "mail"],
                         "note": "Somebody called."}\
                        """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = "/api/v1/incidents/" + made.json().get("id").asLong();
        assertThat(made.header("Location")).endsWith(path);
        assertThat(made.json().get("status").asString()).isEqualTo("open");
        assertThat(made.json().get("services").toString()).isEqualTo("[\"mail\"]");
        assertThat(made.json().get("created_by").asString()).isEqualTo("operator");

        JsonNode taken =
                patched(path, "{\"status\": \"investigating\", \"assignee\": \"ada\"}", 200);
        assertThat(taken.get("assignee").asString()).isEqualTo("ada");
        assertThat(patched(path, "{\"assignee\": \"\"}", 200).get("assignee").isNull()).isTrue();
        assertThat(patched(path, "{\"status\": \"open\"}", 409).get("detail").asString())
                .contains("mitigated or resolved", "investigating");
        JsonNode resolved = patched(path, "{\"status\": \"resolved\"}", 200);
        assertThat(resolved.get("resolved_at").isNull()).isFalse();
        assertThat(
                        patched(path, "{\"status\": \"investigating\"}", 200)
                                .get("resolved_at")
                                .isNull())
                .isTrue();

        Answer note = dashboard.post(path + "/notes", "{\"text\": \"The relay was full.\"}");
        assertThat(note.status()).isEqualTo(201);
        JsonNode timeline = dashboard.get(path).json().get("timeline");
        assertThat(timeline.findValuesAsString("text"))
                .containsSubsequence(
                        "open",
                        "Somebody called.",
                        "open → investigating",
                        "assignee: none → ada",
                        "assignee: ada → none",
                        "investigating → resolved",
                        "resolved → investigating",
                        "The relay was full.");
        assertThat(timeline.get(timeline.size() - 1).get("actor").asString()).isEqualTo("operator");
    }

    @Test
    void takesFromItsAlertsWhatIsNotSaid() {
        JsonNode incident =
                opened(
                        "{\"alert_ids\": [\"harbour-alert\"], \"anomaly_ids\":"
                                + " [\"harbour-anomaly\"]}");

        assertThat(incident.get("title").asString()).isEqualTo("isolation-forest on harbour");
        assertThat(incident.get("severity").asString()).isEqualTo("CRITICAL");
        assertThat(incident.get("services").toString()).isEqualTo("[\"harbour\"]");
        assertThat(incident.get("started_at").asString()).isEqualTo("2025-06-02T10:00:00Z");
        assertThat(incident.get("alert_ids").toString()).isEqualTo("[\"harbour-alert\"]");
        assertThat(incident.get("anomaly_ids").toString()).isEqualTo("[\"harbour-anomaly\"]");
    }

    @Test
    void putsTogetherWhatHappenedAroundIt() {
        JsonNode incident = opened("{\"alert_ids\": [\"harbour-alert\"]}");
        String path = "/api/v1/incidents/" + incident.get("id").asLong();
        String log =
                dashboard
                        .get("/api/v1/logs?service=harbour&q=berth&limit=1")
                        .items()
                        .get(0)
                        .get("id")
                        .asString();
        Answer linked =
                dashboard.post(
                        path + "/links",
                        "{\"anomaly_ids\": [\"harbour-anomaly\"], \"log_ids\": [\"" + log + "\"]}");
        assertThat(linked.status()).as(linked.body()).isEqualTo(200);
        assertThat(linked.json().get("log_ids").get(0).asString()).isEqualTo(log);

        JsonNode timeline = dashboard.get(path).json().get("timeline");

        assertThat(timeline.findValuesAsString("type"))
                .startsWith("change", "anomaly", "alert", "log");
        assertThat(timeline.get(0).get("text").asString())
                .isEqualTo("deploy on harbour: rolling out release 7");
        assertThat(timeline.get(2).get("text").asString())
                .isEqualTo("Critical Error Rate on harbour: firing at 30");
        assertThat(timeline.get(3).get("ref").asString()).isEqualTo(log);
    }

    @Test
    void namesIdsOfNothingAndWhatElseIsWrong() {
        Answer answer =
                dashboard.post(
                        "/api/v1/incidents",
                        """
                        {"severity": "loud", "alert_ids": ["nothing"], "anomaly_ids": ["none"],
                         "log_ids": ["not an id", "0000000000000001-0-0-0"], "started_at": "2999-01-01T00:00:00Z"}\
                        """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "alert_ids",
                        "anomaly_ids",
                        "log_ids",
                        "log_ids",
                        "title",
                        "severity",
                        "started_at");
        assertThat(dashboard.get("/api/v1/incidents/999999").status()).isEqualTo(404);
        assertThat(dashboard.post("/api/v1/incidents/999999/notes", "{\"text\": \"x\"}").status())
                .isEqualTo(404);
        assertThat(dashboard.get("/api/v1/incidents?status=asleep").status()).isEqualTo(400);
    }

    @Test
    void listsByStatusAndServiceAndPages() {
        for (int i = 0; i < 3; i++) {
            opened(
                    "{\"title\": \"Page "
                            + i
                            + "\", \"services\": [\"pages\"], \"started_at\":"
                            + " \"2025-01-0"
                            + (i + 1)
                            + "T00:00:00Z\"}");
        }
        String list = "/api/v1/incidents?service=pages";

        JsonNode first = dashboard.get(list + "&limit=2").json();
        JsonNode rest =
                dashboard.get(list + "&cursor=" + first.get("next_cursor").asString()).json();

        assertThat(first.get("items").findValuesAsString("title"))
                .containsExactly("Page 2", "Page 1");
        assertThat(rest.get("items").findValuesAsString("title")).containsExactly("Page 0");
        assertThat(dashboard.get(list + "&status=active").items()).hasSize(3);
        assertThat(dashboard.get(list + "&status=resolved").items()).isEmpty();
        assertThat(dashboard.get(list + "&to=2025-01-02T00:00:00Z").items()).hasSize(1);
    }

    @Test
    void summarizesWhatWasMeasured() {
        String path =
                path(
                        opened(
                                "{\"alert_ids\": [\"harbour-alert\"], \"started_at\":"
                                        + " \"2025-06-02T10:00:00Z\"}"));

        JsonNode summary = wholeSummary(path);

        assertThat(summary.get("window").get("from").asString()).isEqualTo("2025-06-02T10:00:00Z");
        assertThat(summary.get("window").get("to").asString()).isEqualTo("2025-06-02T16:00:00Z");
        assertThat(summary.get("first_change").get("type").asString()).isEqualTo("deploy");
        assertThat(summary.get("first_change").get("text").asString())
                .isEqualTo("rolling out release 7");
        assertThat(summary.get("changes").findValuesAsString("type"))
                .containsExactly("deploy", "anomaly", "template", "alert");
        JsonNode services = summary.get("services");
        assertThat(services.findValuesAsString("service")).containsExactly("harbour");
        assertThat(services.get(0).get("error_rate").asDouble()).isEqualTo(30);
        assertThat(services.get(0).get("error_rate_before").asDouble()).isEqualTo(1);
        assertThat(services.get(0).get("latency_p99_before").asDouble()).isEqualTo(80);
        assertThat(summary.get("templates").findValuesAsString("change"))
                .containsExactly("less", "new");
        assertThat(summary.get("templates").get(1).get("total").asLong()).isEqualTo(30);
        assertThat(summary.get("users").asLong()).isEqualTo(3);
        assertThat(summary.get("regions").toString())
                .isEqualTo("[{\"value\":\"SE\",\"total\":20},{\"value\":\"NO\",\"total\":10}]");
    }

    @Test
    void saysWhatWasMeasuredWhenAnAlertBeganAlsoWhenItIsOver() {
        alert("pier-alert", "High Error Rate", "pier", "WARNING", TEN);
        RunningDashboard.shared()
                .jdbc()
                .sql(
                        "update alerts set sequence = 2, status = 'resolved', value = null,"
                                + " resolved_at = changed_at where id = 'pier-alert'")
                .update();

        JsonNode summary =
                dashboard
                        .get(path(opened("{\"alert_ids\": [\"pier-alert\"]}")) + "/summary")
                        .json();

        assertThat(summary.get("changes").findValuesAsString("text"))
                .contains("High Error Rate on pier: error_rate 30 (threshold 20)");
    }

    @Test
    void takesNoMigrationForSomebodysChange() {
        String tenMinutesAgo = Instant.now().minusSeconds(600).toString();

        JsonNode summary =
                dashboard
                        .get(
                                path(
                                                opened(
                                                        "{\"title\": \"quay is slow\","
                                                                + " \"services\": [\"quay\"],"
                                                                + " \"started_at\": \"%s\"}"
                                                                        .formatted(tenMinutesAgo)))
                                        + "/summary")
                        .json();

        assertThat(summary.get("changes").findValuesAsString("text"))
                .doesNotContain("alert rule 'Critical Error Rate' added");
    }

    @Test
    void keepsTheSummaryOfWhatIsResolvedUntilItChanges() {
        String path = path(opened("{\"alert_ids\": [\"harbour-alert\"]}"));
        patched(path, "{\"status\": \"resolved\"}", 200);
        dashboard
                .jdbc()
                .sql("update incidents set resolved_at = ? where id = ?")
                .params(
                        TEN.plusSeconds(900).atOffset(ZoneOffset.UTC),
                        Long.parseLong(path.substring(path.lastIndexOf('/') + 1)))
                .update();
        assertThat(dashboard.get(path).json().get("summary").isNull()).isTrue();

        JsonNode first = wholeSummary(path);
        JsonNode kept = dashboard.get(path).json().get("summary");

        assertThat(kept.get("generated_at")).isEqualTo(first.get("generated_at"));
        assertThat(first.get("window").get("to").asString()).isEqualTo("2025-06-02T10:15:00Z");
        assertThat(dashboard.get(path + "/summary").json().get("generated_at"))
                .isEqualTo(first.get("generated_at"));
        patched(path, "{\"status\": \"investigating\"}", 200);
        assertThat(dashboard.get(path).json().get("summary").isNull()).isTrue();
    }

    @Test
    void tellsALanguageModelNoSecretAndAsksItOnce() {
        String path =
                path(
                        opened(
                                "{\"title\": \"Secret "
                                        + SECRET
                                        + "\", \"alert_ids\": [\"harbour-alert\"], \"note\": \"pw"
                                        + " is "
                                        + SECRET
                                        + "\", \"started_at\": \"2025-06-02T10:00:00Z\"}"));
        int before = ModelStandIn.asked().size();

        Answer told = dashboard.post(path + "/narrative", "{}");
        Answer again = dashboard.post(path + "/narrative", "{}");

        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.json().get("text").asString()).isEqualTo("Errors rose *at once*.");
        assertThat(told.json().get("provider").asString()).isEqualTo("stand-in");
        assertThat(again.json()).isEqualTo(told.json());
        List<String> asked = ModelStandIn.asked().subList(before, ModelStandIn.asked().size());
        assertThat(asked).anyMatch(body -> body.contains("harbour"));
        assertThat(ModelStandIn.asked())
                .allSatisfy(
                        body ->
                                assertThat(body)
                                        .doesNotContain(SECRET, "hunter2", "u-1", "rolling out"));
        assertThat(
                        dashboard
                                .jdbc()
                                .sql(
                                        "select count(*) from incident_narratives where incident_id"
                                                + " = ?")
                                .param(Long.parseLong(path.substring(path.lastIndexOf('/') + 1)))
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void hasTheNarrativeWrittenMeanwhile() {
        String path = path(opened("{\"alert_ids\": [\"harbour-alert\"]}"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !dashboard.get(path + "/summary").json().get("narrative").isNull());
    }

    @Test
    void writesAPostMortemThatNoTextBreaks() {
        String path =
                path(
                        opened(
                                "{\"title\": \"Berths | <img src=x> [x](y)\", \"alert_ids\":"
                                        + " [\"harbour-alert\"], \"note\": \"# not\\na heading\","
                                        + " \"started_at\": \"2025-06-02T10:00:00Z\"}"));
        String log =
                dashboard
                        .get("/api/v1/logs?service=harbour&q=berth&limit=1")
                        .items()
                        .get(0)
                        .get("id")
                        .asString();
        dashboard.post(path + "/links", "{\"log_ids\": [\"" + log + "\"]}");

        Answer document = dashboard.get(path + "/post-mortem");

        assertThat(document.header("Content-Type")).isEqualTo("text/markdown;charset=UTF-8");
        assertThat(document.body())
                .contains(
                        "Berths \\| &lt;img src=x&gt; \\[x\\](y)",
                        "## What changed first",
                        "| 2025-06-02T09:55:00Z | deploy | harbour | rolling out release 7 |",
                        "| harbour | 1000 | 300 | 30.0 % (1.0 %) |",
                        "3 users met an error.",
                        "| SE | 20 |",
                        "## Timeline",
                        "berth &lt;b&gt;refused&lt;/b&gt; \\|",
                        "> \\# not",
                        "- Alerts: harbour-alert",
                        "## Actions")
                .doesNotContain("<img", "<b>");
        document.body()
                .lines()
                .filter(line -> line.startsWith("| 2025-06-02"))
                .forEach(
                        line ->
                                assertThat(line.replace("\\|", "").chars().filter(c -> c == '|'))
                                        .as(line)
                                        .hasSize(5));
    }

    private JsonNode opened(String json) {
        Answer made = dashboard.post("/api/v1/incidents", json);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json();
    }

    /** A busy machine may miss parts of it at first; what misses some is not kept. */
    private JsonNode wholeSummary(String path) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> dashboard.get(path + "/summary").json(),
                        summary -> summary.get("missing").isEmpty());
    }

    private static String path(JsonNode incident) {
        return "/api/v1/incidents/" + incident.get("id").asLong();
    }

    private JsonNode patched(String path, String json, int status) {
        Answer answer = dashboard.patch(path, json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json();
    }

    private static void templates() {
        templateCount("t-usual", TEN.minusSeconds(1800), 600);
        templateCount("t-usual", TEN, 5);
        templateCount("t-refused", TEN, 30);
        RunningDashboard.shared()
                .jdbc()
                .sql(
                        """
                        insert into log_templates (template_id, template, service, first_seen, last_seen)
                        values ('t-usual', 'berth given', 'harbour', timestamptz '2025-01-01Z', now()),
                               ('t-refused', ?, 'harbour', ?, now())\
                        """)
                .params(
                        "berth refused password=" + SECRET,
                        TEN.plusSeconds(10).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void templateCount(String template, Instant minute, long total) {
        RunningDashboard.shared()
                .jdbc()
                .sql(
                        "insert into template_counts_1min (service, template_id, window_start,"
                                + " total) values ('harbour', ?, ?, ?)")
                .params(template, minute.atOffset(ZoneOffset.UTC), total)
                .update();
    }

    static void alert(String id, String rule, String service, String severity, Instant started) {
        RunningDashboard.shared()
                .jdbc()
                .sql(
                        """
                        insert into alerts (id, sequence, rule_id, rule, service, severity, status, metric, value,
                            threshold, window_seconds, started_at, changed_at, fingerprint, link)
                        values (?, 1, 1, ?, ?, ?, 'firing', 'error_rate', 30, 20, 60, ?, ?, 'f', '/')\
                        """)
                .params(
                        id,
                        rule,
                        service,
                        severity,
                        started.atOffset(ZoneOffset.UTC),
                        started.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void record(
            LogBatchBuilder batch,
            Instant time,
            Severity severity,
            String body,
            String category,
            String user,
            String country) {
        batch.addRow();
        batch.put(LogColumn.TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.SEVERITY_NUMBER, severity.number())
                .put(LogColumn.SERVICE, "harbour")
                .put(LogColumn.BODY, body)
                .put(LogColumn.CATEGORY, category)
                .put(LogColumn.RAW_SIZE, 100);
        if (!user.isEmpty()) {
            batch.put(LogColumn.USER_ID, user).put(LogColumn.GEO_COUNTRY_CODE, country);
        }
    }
}
