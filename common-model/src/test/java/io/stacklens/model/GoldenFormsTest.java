package io.stacklens.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.access.AccessList;
import io.stacklens.model.access.Scope;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawColumn;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.RequestPartId;
import io.stacklens.model.batch.SeenKeys;
import io.stacklens.model.batch.SeenKeys.Seen;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.SourceDelta;
import io.stacklens.model.window.TemplateDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pins the bytes and the JSON that other processes, other versions and people read. */
class GoldenFormsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long NOON_NANOS = EpochNanos.of(NOON);

    @Test
    void rawBatch() throws Exception {
        RawRecord json =
                new RawRecord(
                        "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8),
                        NOON_NANOS,
                        "json",
                        "10.0.0.7:41234",
                        "shop",
                        Map.of("peer", "10.0.0.7"),
                        1);
        RawBatch batch = RawBatch.of(List.of(json, RawRecord.of("<13>hello", NOON_NANOS + 1, "a")));

        Golden.assertBytes("raw-batch-v1.hex", batch.encode());

        assertThat(RawBatch.decode(Golden.bytes("raw-batch-v1.hex")).records())
                .extracting(RawRecord::bodyText)
                .containsExactly("{\"message\":\"hello\"}", "<13>hello");
    }

    @Test
    void rawBatchThatIsAPartOfARequest() throws Exception {
        RequestPartId part = new RequestPartId(0x0123456789abcdefL, Long.MIN_VALUE);
        RawBatch batch =
                new RawBatchBuilder(part)
                        .add(RawRecord.of("one", NOON_NANOS, "a"))
                        .add(RawRecord.of("two", NOON_NANOS, "a"))
                        .origin(3, 77, 5)
                        .build();

        Golden.assertBytes("raw-batch-request-part-v1.hex", batch.encode());

        RawBatch read = RawBatch.decode(Golden.bytes("raw-batch-request-part-v1.hex"));
        assertThat(read.requestPart()).isEqualTo(part);
        assertThat(read.longs(RawColumn.ORIGIN_OFFSET).get(0)).isEqualTo(-1);
        assertThat(read.longs(RawColumn.ORIGIN_OFFSET).get(1)).isEqualTo(77);
    }

    @Test
    void seenKeys() throws Exception {
        SeenKeys keys =
                new SeenKeys(
                        List.of(
                                new Seen(new RequestPartId(1, -1), NOON.toEpochMilli()),
                                new Seen(new RequestPartId(-2, 2), NOON.toEpochMilli() - 5)));

        Golden.assertBytes("seen-keys-v1.hex", keys.encode());

        assertThat(SeenKeys.decode(Golden.bytes("seen-keys-v1.hex"))).isEqualTo(keys);
    }

    @Test
    void logBatchAndItsRows() throws Exception {
        Golden.assertBytes("log-batch-v1.hex", logBatch().encode());

        List<LogRecord> records = LogBatch.decode(Golden.bytes("log-batch-v1.hex")).records();
        assertThat(records).isEqualTo(logBatch().records());
        Golden.assertText("log-records.json", pretty(records));
    }

    @Test
    void windowDelta() throws Exception {
        WindowDelta delta =
                new WindowDelta(
                        "shop",
                        List.of(
                                new SeriesDelta(
                                        null, NOON.getEpochSecond(), counted(), List.of("an-id")),
                                new SeriesDelta(
                                        "GET /cart", NOON.getEpochSecond(), counted(), List.of())),
                        List.of(
                                new TemplateDelta(
                                        "00ff",
                                        "took <*>",
                                        "",
                                        NOON.getEpochSecond(),
                                        3,
                                        1,
                                        "took 5 ms",
                                        NOON_NANOS)));

        Golden.assertBytes("window-delta-v1.hex", delta.encode());

        WindowDelta read = WindowDelta.decode(Golden.bytes("window-delta-v1.hex"));
        assertThat(read.encode()).isEqualTo(delta.encode());
        assertThat(read.series().getFirst().counted().latencyQuantile(0.5))
                .isCloseTo(20.0, org.assertj.core.data.Percentage.withPercentage(1));
    }

    @Test
    void windowDeltaWithMatchesAndSources() throws Exception {
        WindowDelta delta =
                new WindowDelta(
                        "shop",
                        List.of(
                                new SeriesDelta(
                                        null, NOON.getEpochSecond(), counted(), List.of("an-id"))),
                        List.of(),
                        List.of(
                                new MatchDelta(
                                        MatchDelta.key("pay*", "\"card declined\""),
                                        NOON.getEpochSecond(),
                                        7,
                                        List.of("an-id"))),
                        List.of(new SourceDelta("web-1", 3), new SourceDelta("web-2", 1)));

        Golden.assertBytes("window-delta-matches-v1.hex", delta.encode());

        WindowDelta read = WindowDelta.decode(Golden.bytes("window-delta-matches-v1.hex"));
        assertThat(read.matches()).isEqualTo(delta.matches());
        assertThat(read.sources()).isEqualTo(delta.sources());
        assertThat(read.encode()).isEqualTo(delta.encode());
    }

    @Test
    void aReaderThatKnowsNoMatchesStopsBeforeThem() throws Exception {
        WindowDelta read = WindowDelta.decode(Golden.bytes("window-delta-v1.hex"));

        byte[] old = read.encode();
        byte[] added =
                new WindowDelta(
                                read.service(),
                                read.series(),
                                read.templates(),
                                List.of(new MatchDelta(5, 10, 1, List.of())),
                                List.of())
                        .encode();

        assertThat(added).startsWith(old);
    }

    @Test
    void windowMetrics() throws Exception {
        WindowMetrics window =
                WindowMetrics.of(
                        "shop",
                        null,
                        WindowSize.ONE_MINUTE,
                        NOON.getEpochSecond(),
                        counted(),
                        4,
                        true);

        assertGoldenJson("window-metrics.json", window, WindowMetrics.class);
    }

    @Test
    void alert() throws Exception {
        Alert alert =
                new Alert(
                        "6a1c7a0e",
                        2,
                        1L,
                        "High Error Rate",
                        "shop",
                        null,
                        AlertSeverity.WARNING,
                        AlertStatus.FIRING,
                        "error_rate",
                        50.0,
                        5.0,
                        60,
                        null,
                        NOON,
                        null,
                        null,
                        null,
                        NOON,
                        List.of("18867251edfa007b-3-1f-0"),
                        List.of("boom <*>"),
                        "1|shop",
                        "/alerts/6a1c7a0e",
                        Map.of("team", "web"),
                        null,
                        RuleKind.THRESHOLD,
                        "service:\"shop\" (severity:>=ERROR OR http_status:>=500)",
                        NOON.minusSeconds(60),
                        NOON,
                        List.of(
                                new Alert.SampleRecord(
                                        "18867251edfa007b-3-1f-0",
                                        NOON,
                                        Severity.ERROR,
                                        "shop",
                                        "web-1",
                                        "boom 7")),
                        List.of(
                                new Alert.Point(NOON.minusSeconds(60), null),
                                new Alert.Point(NOON, 50.0)),
                        false,
                        7L,
                        "rule=High Error Rate,service=shop");

        assertGoldenJson("alert.json", alert, Alert.class);
    }

    @Test
    void anAlertFromBeforeThereWereKinds() throws Exception {
        Alert alert = Json.read(text("alert-before-kinds.json"), Alert.class);

        assertThat(alert.kind()).isEqualTo(RuleKind.THRESHOLD);
        assertThat(alert.flapping()).isFalse();
        assertThat(alert.sampleRecords()).isEmpty();
        assertThat(alert.history()).isEmpty();
        assertThat(alert.suppressedBy()).isNull();
    }

    @Test
    void aRuleFromBeforeThereWereKinds() throws Exception {
        AlertRule rule = Json.read(text("alert-rule-before-kinds.json"), AlertRule.class);

        assertThat(rule.kind()).isEqualTo(RuleKind.THRESHOLD);
        assertThat(rule.burnWindows()).isEmpty();
        assertThat(rule.query()).isNull();
    }

    @Test
    void alertRule() throws Exception {
        AlertRule rule =
                new AlertRule(
                        1L,
                        "High Error Rate",
                        "error_rate",
                        ">",
                        5,
                        60,
                        AlertSeverity.WARNING,
                        "*",
                        null,
                        20,
                        0,
                        null,
                        0,
                        "ok",
                        List.of(),
                        Map.of(),
                        null,
                        true,
                        RuleKind.BURN_RATE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        3L,
                        List.of(new AlertRule.BurnWindow(3_600, 300, 14.4)),
                        null);

        assertGoldenJson("alert-rule.json", rule, AlertRule.class);
    }

    @Test
    void alertCommand() throws Exception {
        AlertCommand command =
                new AlertCommand("6a1c7a0e", "shop", AlertCommand.Action.ACKNOWLEDGE, "ada", NOON);

        assertGoldenJson("alert-command.json", command, AlertCommand.class);
    }

    @Test
    void anomaly() throws Exception {
        Anomaly anomaly =
                new Anomaly(
                        "9f2c",
                        "shop",
                        null,
                        "isolation-forest",
                        NOON,
                        NOON.plusSeconds(60),
                        NOON.plusSeconds(66),
                        0.81,
                        AlertSeverity.WARNING,
                        List.of(new Anomaly.Reason("latency_p99", 900, 120, 0.7)),
                        List.of());

        assertGoldenJson("anomaly.json", anomaly, Anomaly.class);
    }

    @Test
    void heartbeat() throws Exception {
        Heartbeat heartbeat =
                new Heartbeat(
                        "parser",
                        "host-1",
                        NOON,
                        NOON.plusSeconds(9),
                        true,
                        List.of(new Heartbeat.Component("kafka", true, "")),
                        Map.of("received", 12L),
                        Map.of("parser", 0L),
                        Map.of(7L, NOON.plusSeconds(8)));

        assertGoldenJson("heartbeat.json", heartbeat, Heartbeat.class);
    }

    @Test
    void accessList() throws Exception {
        AccessList list =
                new AccessList(
                        12,
                        List.of(
                                new AccessList.Key(
                                        7, "web servers", "c0ffee", Set.of(Scope.INGEST), null)),
                        List.of(new AccessList.SigningKey("k1", "MFkw", NOON.plusSeconds(60))),
                        List.of(new AccessList.Revocation("ada", NOON)),
                        List.of(31L));

        assertGoldenJson("access-list.json", list, AccessList.class);
    }

    @Test
    void aHeartbeatOfBeforeThereWereKeys() {
        String earlier =
                """
                {"service": "parser", "instance": "host-1", "started_at": "2026-01-01T12:00:00Z",
                 "at": "2026-01-01T12:00:09Z", "ready": true, "components": [], "counters": {},
                 "lag": {}}\
                """;

        assertThat(Json.mapper().readValue(earlier, Heartbeat.class).usedKeys()).isEmpty();
    }

    private static <T> void assertGoldenJson(String name, T value, Class<T> type) throws Exception {
        Golden.assertText(name, pretty(value));
        assertThat(Json.read(Json.write(value), type)).isEqualTo(value);
    }

    private static byte[] text(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/golden", name));
    }

    private static String pretty(Object value) {
        return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    private static WindowAggregate counted() {
        WindowAggregate counted = new WindowAggregate();
        counted.add(Severity.INFO, 200, 10, 100);
        counted.add(Severity.INFO, 200, 20, 100);
        counted.add(Severity.ERROR, 502, 40.5, 120);
        counted.addUser("ada".getBytes(StandardCharsets.UTF_8));
        return counted;
    }

    private static LogBatch logBatch() {
        LogBatchBuilder builder = new LogBatchBuilder();
        builder.addRow();
        builder.put(LogColumn.TIMESTAMP, NOON_NANOS)
                .put(LogColumn.OBSERVED_TIMESTAMP, NOON_NANOS + 1_000_000)
                .put(LogColumn.SEVERITY_NUMBER, 17)
                .put(LogColumn.SEVERITY_TEXT, "error")
                .put(LogColumn.BODY, "payment refused")
                .put(LogColumn.SERVICE, "shop")
                .put(LogColumn.HTTP_STATUS, 502)
                .put(LogColumn.DURATION_MS, 12.5)
                .put(LogColumn.TEMPLATE_ID, "00112233445566ff")
                .put(LogColumn.FORMAT, "json")
                .put(LogColumn.ORIGIN_PARTITION, 1)
                .put(LogColumn.ORIGIN_OFFSET, 42)
                .put(LogColumn.ORIGIN_INDEX, 0)
                .put(LogColumn.GEO_COUNTRY_CODE, "SE")
                .put(LogColumn.RISK_SCORE, 35)
                .putAttribute("cart", "17");
        builder.addRow();
        builder.put(LogColumn.OBSERVED_TIMESTAMP, NOON_NANOS + 2_000_000)
                .put(LogColumn.SEVERITY_NUMBER, 9)
                .put(LogColumn.BODY, "hello")
                .put(LogColumn.ORIGIN_PARTITION, 1)
                .put(LogColumn.ORIGIN_OFFSET, 42)
                .put(LogColumn.ORIGIN_INDEX, 1);
        return builder.build();
    }
}
