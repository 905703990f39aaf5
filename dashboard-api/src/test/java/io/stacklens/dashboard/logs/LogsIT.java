package io.stacklens.dashboard.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.logstore.LogStoreWriter;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;

@Timeout(120)
class LogsIT {

    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");

    private final RunningDashboard dashboard = RunningDashboard.shared();

    /** 100 records of the service {@code depot}, one a second; every tenth is an error. */
    @BeforeAll
    static void storeRecords() throws SQLException {
        LogBatchBuilder batch = new LogBatchBuilder();
        for (int i = 0; i < 100; i++) {
            record(
                    batch,
                    "depot",
                    i % 10 == 0 ? Severity.ERROR : Severity.INFO,
                    NOON.plusSeconds(i),
                    i,
                    i % 10 == 0 ? "order failed" : "order shipped");
        }
        try (Connection connection = RunningDashboard.shared().connect()) {
            connection.setAutoCommit(false);
            LogStoreWriter writer = new LogStoreWriter(LogStoreOptions.defaults());
            writer.add(batch.build());
            writer.flush(connection);
            connection.commit();
        }
    }

    @Test
    void findsRecordsNewestFirst() {
        JsonNode found = dashboard.get("/api/v1/logs?service=depot&limit=3").json();

        assertThat(found.get("items").findValuesAsString("event_time"))
                .containsExactly(
                        "2025-03-01T12:01:39Z", "2025-03-01T12:01:38Z", "2025-03-01T12:01:37Z");
        assertThat(found.get("next_cursor").asString()).isNotBlank();
        JsonNode newest = found.get("items").get(0);
        assertThat(newest.get("service").asString()).isEqualTo("depot");
        assertThat(newest.get("attributes").get("seq").asString()).isEqualTo("99");
    }

    @Test
    void searchesByWordSeverityFieldAndTime() {
        assertThat(count("q=failed")).isEqualTo(10);
        assertThat(count("severity=ERROR")).isEqualTo(10);
        assertThat(count("level=err")).isEqualTo(10);
        assertThat(count("q=" + RunningDashboard.encoded("order AND seq:42"))).isEqualTo(1);
        assertThat(count("from=2025-03-01T12:00:10Z&to=2025-03-01T12:00:20Z")).isEqualTo(10);
        assertThat(count("q=" + RunningDashboard.encoded("-failed"))).isEqualTo(90);
        assertThat(count("q=nothing_like_it")).isZero();
    }

    @Test
    void pagesWithoutGapsOrRepeats() {
        int seen = 0;
        String cursor = "";
        do {
            JsonNode page =
                    dashboard.get("/api/v1/logs?service=depot&limit=30&cursor=" + cursor).json();
            seen += page.get("items").size();
            cursor = page.get("next_cursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(100);
    }

    @Test
    void showsARecordInItsContext() {
        String id =
                dashboard
                        .get("/api/v1/logs?service=depot&q=" + RunningDashboard.encoded("seq:50"))
                        .items()
                        .get(0)
                        .get("id")
                        .asString();

        JsonNode record = dashboard.get("/api/v1/logs/" + id + "?before=2&after=2").json();

        assertThat(record.get("body").asString()).isEqualTo("order failed");
        assertThat(record.get("context").get("before").findValuesAsString("event_time"))
                .containsExactly("2025-03-01T12:00:48Z", "2025-03-01T12:00:49Z");
        assertThat(record.get("context").get("after").findValuesAsString("event_time"))
                .containsExactly("2025-03-01T12:00:51Z", "2025-03-01T12:00:52Z");
        assertThat(dashboard.get("/api/v1/logs/0000000000000001-0-0-0").status()).isEqualTo(404);
    }

    @Test
    void drawsAHistogramWithEmptyBars() {
        JsonNode bars =
                dashboard
                        .get(
                                "/api/v1/logs/histogram?service=depot&from=2025-03-01T12:00:00Z&to=2025-03-01T12:03:00Z&step=1m")
                        .items();

        assertThat(bars.findValuesAsString("total")).containsExactly("60", "40", "0");
        assertThat(bars.findValuesAsString("start")).first().isEqualTo("2025-03-01T12:00:00Z");
        assertThat(bars.get(0).get("severity_counts").get("ERROR").asLong()).isEqualTo(6);
        assertThat(dashboard.get("/api/v1/logs/histogram").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2025-03-02T00:00:00Z&to=2025-03-01T00:00:00Z",
                "/count?from=2025-03-02T00:00:00Z&to=2025-03-01T00:00:00Z",
                "/export?from=2025-03-02T00:00:00Z&to=2025-03-01T00:00:00Z",
                "/histogram?from=2025-03-02T00:00:00Z&to=2025-03-01T00:00:00Z",
                "/histogram?from=0001-03-02T00:00:00Z&step=PT0.000000001S",
                "/histogram?step=999999999d"
            })
    void refusesTimesThatCannotBeSearched(String path) {
        Answer answer = dashboard.get("/api/v1/logs" + path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .first()
                .isIn("from", "step");
    }

    @Test
    void countsTheValuesOfFields() {
        JsonNode facets =
                dashboard
                        .get(
                                "/api/v1/logs/facets?fields=service,severity&service=depot&from=2025-03-01T00:00:00Z&to=2025-03-02T00:00:00Z")
                        .json();

        assertThat(facets.get("severity").toString())
                .isEqualTo(
                        "[{\"value\":\"INFO\",\"total\":90},{\"value\":\"ERROR\",\"total\":10}]");
        assertThat(dashboard.get("/api/v1/logs/facets").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "event_time",
                "timestamp",
                "observed_timestamp",
                "duration_ms",
                "geo.latitude"
            })
    void saysOfWhichFieldsNothingCanBeCounted(String field) {
        Answer answer = dashboard.get("/api/v1/logs/facets?fields=service," + field);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode error = answer.json().get("errors").get(0);
        assertThat(error.get("field").asString()).isEqualTo("fields");
        assertThat(error.get("value").asString()).isEqualTo(field);
        assertThat(error.get("expected").asString()).contains("attribute", "duration_ms");
    }

    /** The stream of lines would never end. */
    @ParameterizedTest
    @ValueSource(strings = {"/export?service=depot", "/tail?service=depot"})
    void answersAHeadWithHeadersAlone(String path) {
        Answer answer =
                dashboard.send(
                        dashboard
                                .request("/api/v1/logs" + path)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .matches("(application/x-ndjson|text/event-stream).*");
        assertThat(answer.header("Content-Length")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void exportsAsLinesAndAsCsv() {
        Answer lines = dashboard.get("/api/v1/logs/export?service=depot");
        Answer csv = dashboard.get("/api/v1/logs/export?service=depot&format=csv&limit=5");

        assertThat(lines.body().lines()).hasSize(100).allMatch(line -> line.startsWith("{\"id\":"));
        assertThat(csv.body().lines()).hasSize(6);
        assertThat(csv.header("Content-Disposition")).contains("logs.csv");
        assertThat(dashboard.get("/api/v1/logs/export?format=xml").status()).isEqualTo(400);
    }

    @Test
    void refusesABrokenQueryWithItsPosition() {
        for (String path : List.of("", "/count", "/histogram", "/facets", "/tail", "/export")) {
            Answer answer =
                    dashboard.get(
                            "/api/v1/logs" + path + "?q=" + RunningDashboard.encoded("(a OR"));

            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().get("position").asInt()).isEqualTo(5);
        }
    }

    @Test
    void goesOnWithAnExportAfterItsLastWholeLine() {
        List<String> all =
                dashboard.get("/api/v1/logs/export?service=depot").body().lines().toList();
        String last = all.get(39).substring(7, all.get(39).indexOf('"', 7));

        List<String> rest =
                dashboard
                        .get("/api/v1/logs/export?service=depot&cursor=" + last)
                        .body()
                        .lines()
                        .toList();
        Answer csv = dashboard.get("/api/v1/logs/export?service=depot&format=csv&cursor=" + last);

        assertThat(rest).isEqualTo(all.subList(40, 100));
        assertThat(csv.body().lines()).hasSize(60).noneMatch(line -> line.startsWith("id,"));
        assertThat(dashboard.get("/api/v1/logs/export?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void compressesAnExport() throws IOException {
        HttpResponse<InputStream> answer =
                dashboard.stream(
                        dashboard
                                .request("/api/v1/logs/export?service=depot")
                                .header("Accept-Encoding", "gzip"));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (InputStream in = new GZIPInputStream(answer.body())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(100);
        }
    }

    private long count(String parameters) {
        return dashboard
                .get("/api/v1/logs/count?service=depot&" + parameters)
                .json()
                .get("total")
                .asLong();
    }

    private static void record(
            LogBatchBuilder batch,
            String service,
            Severity severity,
            Instant time,
            int index,
            String body) {
        batch.addRow();
        batch.put(LogColumn.TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.SEVERITY_NUMBER, severity.number())
                .put(LogColumn.SERVICE, service)
                .put(LogColumn.BODY, body)
                .put(LogColumn.ORIGIN_INDEX, index)
                .put(LogColumn.RAW_SIZE, 100)
                .putAttribute("seq", Integer.toString(index));
    }
}
