package io.stacklens.dashboard.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.logstore.LogStoreWriter;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class AlertsIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @Test
    void listsByStatusSeverityAndService() {
        store("list-1", "list", "firing", "CRITICAL", 1);
        store("list-2", "list", "acknowledged", "WARNING", 2);
        store("list-3", "list", "resolved", "WARNING", 3);

        assertThat(ids("?service=list")).containsExactly("list-3", "list-2", "list-1");
        assertThat(ids("?service=list&status=active")).containsExactly("list-2", "list-1");
        assertThat(ids("?service=list&status=resolved")).containsExactly("list-3");
        assertThat(ids("?service=list&severity=WARN")).containsExactly("list-3", "list-2");
        assertThat(ids("?service=list&level=critical")).containsExactly("list-1");
        assertThat(ids("?service=list&from=2025-01-01T00:00:02Z&to=2025-01-01T00:00:03Z"))
                .containsExactly("list-2");
    }

    @Test
    void pagesByTheTimeOfTheLastChange() {
        for (int i = 0; i < 5; i++) {
            store("page-" + i, "page", "firing", "INFO", 7);
        }

        JsonNode first = dashboard.get("/api/v1/alerts?service=page&limit=3").json();
        JsonNode rest =
                dashboard
                        .get(
                                "/api/v1/alerts?service=page&limit=3&cursor="
                                        + first.get("next_cursor").asString())
                        .json();

        assertThat(first.get("items").findValuesAsString("id"))
                .containsExactly("page-4", "page-3", "page-2");
        assertThat(rest.get("items").findValuesAsString("id")).containsExactly("page-1", "page-0");
        assertThat(rest.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void listsTheValueThatFiredItAndWhatHasChangedSince() {
        store("fired", "fired", "pending", "WARNING", 1);
        JsonNode pending = dashboard.get("/api/v1/alerts?service=fired").items().get(0);
        for (String change :
                List.of(
                        "status = 'firing', value = 12.5, sequence = 2",
                        "status = 'acknowledged', value = 9, sequence = 3",
                        "status = 'resolved', value = 0, sequence = 4")) {
            dashboard.jdbc().sql("update alerts set " + change + " where id = 'fired'").update();
        }

        JsonNode resolved = dashboard.get("/api/v1/alerts?service=fired").items().get(0);

        assertThat(pending.get("fired_value").isNull()).isTrue();
        assertThat(resolved.get("status").asString()).isEqualTo("resolved");
        assertThat(resolved.get("value").asDouble()).isZero();
        assertThat(resolved.get("fired_value").asDouble()).isEqualTo(12.5);
    }

    @Test
    void showsAnEpisodeWithItsHistory() {
        store("history", "history", "firing", "WARNING", 1);
        dashboard
                .jdbc()
                .sql("update alerts set status = 'resolved', sequence = 2 where id = 'history'")
                .update();

        JsonNode alert = dashboard.get("/api/v1/alerts/history").json();

        assertThat(alert.get("rule").asString()).isEqualTo("High Error Rate");
        assertThat(alert.get("samples").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(alert.get("changes").findValuesAsString("status"))
                .containsExactly("firing", "resolved");
        assertThat(alert.get("history").isArray()).isTrue();
        assertThat(alert.get("actions").isEmpty()).isTrue();
    }

    @Test
    void looksUpTheLinesOfAnAlertThatWentOutWithoutThem() throws Exception {
        Instant start = Instant.parse("2025-04-01T12:00:00Z");
        store("late-lines", "late-lines", "firing", "WARNING", 1);
        store("no-lines", "late-lines", "firing", "WARNING", 2);
        dashboard
                .jdbc()
                .sql(
                        "update alerts set query = 'service:late-lines severity:ERROR',"
                                + " window_start = ?, window_end = ? where id = 'late-lines'")
                .params(Timestamp.from(start), Timestamp.from(start.plusSeconds(60)))
                .update();
        assertThat(sampleBodies("late-lines")).isEmpty();

        LogBatchBuilder lines = new LogBatchBuilder();
        line(lines, start.minusSeconds(1), Severity.ERROR, "before");
        line(lines, start, Severity.ERROR, "the till is stuck");
        line(lines, start.plusSeconds(1), Severity.INFO, "sold");
        line(lines, start.plusSeconds(60), Severity.ERROR, "after");
        write(lines);

        assertThat(sampleBodies("late-lines")).containsExactly("the till is stuck");
        assertThat(sampleBodies("no-lines")).isEmpty();
        dashboard
                .jdbc()
                .sql(
                        "update alerts set sample_records ="
                            + " '[{\"id\":\"1-0-0-0\",\"timestamp\":\"2025-04-01T12:00:00Z\","
                            + "\"severity\":\"ERROR\",\"service\":\"late-lines\",\"body\":\"told\"}]'"
                            + " where id = 'late-lines'")
                .update();
        assertThat(sampleBodies("late-lines")).containsExactly("told");
    }

    private List<String> sampleBodies(String id) {
        return dashboard
                .get("/api/v1/alerts/" + id)
                .json()
                .get("sample_records")
                .findValuesAsString("body");
    }

    private static void line(LogBatchBuilder lines, Instant at, Severity severity, String body) {
        long nanos = EpochNanos.of(at);
        lines.addRow();
        lines.put(LogColumn.TIMESTAMP, nanos)
                .put(LogColumn.OBSERVED_TIMESTAMP, nanos)
                .put(LogColumn.ORIGIN_OFFSET, nanos)
                .put(LogColumn.SEVERITY_NUMBER, severity.number())
                .put(LogColumn.SERVICE, "late-lines")
                .put(LogColumn.BODY, body)
                .put(LogColumn.RAW_SIZE, 100);
    }

    private void write(LogBatchBuilder lines) throws SQLException {
        try (Connection connection = dashboard.connect()) {
            connection.setAutoCommit(false);
            LogStoreWriter writer = new LogStoreWriter(LogStoreOptions.defaults());
            writer.add(lines.build());
            writer.flush(connection);
            connection.commit();
        }
    }

    @Test
    void listsByRuleKindLabelAndSilence() {
        store("by-1", "by", "firing", "WARNING", 1);
        store("by-2", "by", "firing", "WARNING", 2);
        dashboard
                .jdbc()
                .sql(
                        "update alerts set rule = 'Timeouts', kind = 'log_match', suppressed_by ="
                                + " 7, labels = '{\"team\": \"post\", \"tier\": \"1\"}' where id ="
                                + " 'by-2'")
                .update();

        assertThat(ids("?service=by&rule=Timeouts")).containsExactly("by-2");
        assertThat(ids("?service=by&kind=threshold")).containsExactly("by-1");
        assertThat(ids("?service=by&label=team%3Dpost&label=tier%3D1")).containsExactly("by-2");
        assertThat(ids("?service=by&label=team%3Dcart")).isEmpty();
        assertThat(ids("?service=by&suppressed=true")).containsExactly("by-2");
        assertThat(ids("?service=by&suppressed=false")).containsExactly("by-1");
        assertThat(dashboard.get("/api/v1/alerts?label=team").status()).isEqualTo(400);
        assertThat(dashboard.get("/api/v1/alerts?kind=mood").status()).isEqualTo(400);
    }

    @Test
    void keepsWhatPeopleSay() {
        store("said", "said", "resolved", "WARNING", 1);

        Answer said =
                dashboard.post(
                        "/api/v1/alerts/said/comments",
                        "{\"by\": \"ada\", \"comment\": \"rolled back 4.2\"}");

        assertThat(said.status()).as(said.body()).isEqualTo(201);
        JsonNode action = dashboard.get("/api/v1/alerts/said").json().get("actions").get(0);
        assertThat(action.get("action").asString()).isEqualTo("comment");
        assertThat(action.get("by").asString()).isEqualTo("ada");
        assertThat(action.get("comment").asString()).isEqualTo("rolled back 4.2");
        assertThat(dashboard.post("/api/v1/alerts/said/comments", "{}").status()).isEqualTo(400);
        for (String field : List.of("by", "comment")) {
            String nul = "{\"comment\": \"c\", \"%s\": \"a\\u0000\"}".formatted(field);
            Answer refused = dashboard.post("/api/v1/alerts/said/comments", nul);
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("\"field\":\"" + field + "\"", "U+0000");
        }
    }

    @Test
    void acknowledgesManyAtOnceAndSaysWhatBecameOfEach() {
        store("many-1", "many", "firing", "WARNING", 1);
        store("many-2", "many", "resolved", "WARNING", 1);
        store("many-4", "many", "pending", "WARNING", 1);

        Answer answer =
                dashboard.post(
                        "/api/v1/alerts/acknowledge",
                        "{\"ids\": [\"many-1\", \"many-2\", \"many-3\", \"many-4\"],"
                                + " \"comment\": \"ours\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.items().findValuesAsString("outcome"))
                .containsExactly("accepted", "already", "not_found", "pending");
        assertThat(command("many-1").action()).isEqualTo(AlertCommand.Action.ACKNOWLEDGE);
        for (String id : List.of("many-1", "many-2", "many-4")) {
            assertThat(dashboard.get("/api/v1/alerts/" + id).json().get("actions").toString())
                    .contains("\"comment\":\"ours\"");
        }
        assertThat(dashboard.post("/api/v1/alerts/many-4/acknowledge", "{}").status())
                .isEqualTo(409);
        assertThat(dashboard.post("/api/v1/alerts/acknowledge", "{\"ids\": []}").status())
                .isEqualTo(400);
    }

    @Test
    void answers404ForAnUnknownEpisode() {
        assertThat(dashboard.get("/api/v1/alerts/nothing").status()).isEqualTo(404);
        assertThat(dashboard.post("/api/v1/alerts/nothing/resolve", "{}").status()).isEqualTo(404);
    }

    @Test
    void sendsTheCommandAndAnswersOnceItIsStored() throws Exception {
        store("done", "done", "firing", "WARNING", 1);
        Thread evaluator =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    AlertCommand command = command("done");
                                    dashboard
                                            .jdbc()
                                            .sql(
                                                    "update alerts set status = 'acknowledged',"
                                                        + " acknowledged_by = ?, sequence = 2 where"
                                                        + " id = 'done'")
                                            .param(command.by())
                                            .update();
                                });

        Answer answer =
                dashboard.post(
                        "/api/v1/alerts/done/acknowledge",
                        "{\"by\": \"ada\", \"comment\": \"on it\"}");

        evaluator.join(Duration.ofSeconds(30));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("acknowledged");
        assertThat(answer.json().get("acknowledged_by").asString()).isEqualTo("ada");
        assertThat(dashboard.get("/api/v1/alerts/done").json().get("actions").toString())
                .contains("\"action\":\"acknowledge\",\"by\":\"ada\",\"comment\":\"on it\"");
    }

    @Test
    void answers202WhenTheEvaluatorIsSlow() {
        store("slow", "slow", "firing", "WARNING", 1);

        Answer answer =
                dashboard.send(
                        dashboard
                                .request("/api/v1/alerts/slow/resolve")
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("status").asString()).isEqualTo("firing");
        AlertCommand command = command("slow");
        assertThat(command.action()).isEqualTo(AlertCommand.Action.RESOLVE);
        assertThat(command.service()).isEqualTo("slow");
        assertThat(command.by()).isEqualTo("operator");
    }

    @Test
    void refusesToAcknowledgeWhatIsResolved() {
        store("over", "over", "resolved", "WARNING", 1);

        assertThat(dashboard.post("/api/v1/alerts/over/acknowledge", "{}").status()).isEqualTo(409);
        assertThat(dashboard.post("/api/v1/alerts/over/resolve", "{}").status()).isEqualTo(200);
    }

    private List<String> ids(String parameters) {
        return dashboard.get("/api/v1/alerts" + parameters).items().findValuesAsString("id");
    }

    private void store(String id, String service, String status, String severity, int second) {
        dashboard
                .jdbc()
                .sql(
                        """
                        insert into alerts (id, sequence, rule_id, rule, service, severity, status, metric, value,
                            threshold, window_seconds, started_at, changed_at, samples, templates, fingerprint, link)
                        values (?, 1, 1, 'High Error Rate', ?, ?, ?, 'error_rate', 50, 5, 60, now(),
                            timestamptz '2025-01-01T00:00:00Z' + make_interval(secs => ?), '{a,b}', '{}', 'f', '/')\
                        """)
                .params(id, service, severity, status, second)
                .update();
    }

    private AlertCommand command(String alertId) {
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", dashboard.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    reader.partitionsFor(Topics.ALERT_COMMANDS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            List<AlertCommand> found = new ArrayList<>();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                reader.poll(Duration.ofMillis(100))
                                        .forEach(
                                                record -> {
                                                    AlertCommand command =
                                                            Json.read(
                                                                    record.value(),
                                                                    AlertCommand.class);
                                                    if (command.alertId().equals(alertId)) {
                                                        found.add(command);
                                                    }
                                                });
                                return !found.isEmpty();
                            });
            return found.getFirst();
        }
    }
}
