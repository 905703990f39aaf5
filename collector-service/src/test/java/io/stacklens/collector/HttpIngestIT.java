package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.batch.RawRecord;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

class HttpIngestIT {

    private static final String BOOTSTRAP = EmbeddedPlatform.shared().bootstrapServers();
    private static RunningCollector collector;

    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        collector =
                new RunningCollector(
                                BOOTSTRAP,
                                "--stacklens.collector.http.max-body=100KB",
                                "--stacklens.collector.http.max-decompressed=200KB",
                                "--stacklens.collector.http.max-line=10KB",
                                "--stacklens.collector.http.max-errors=2")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/json",
                "application/json; charset=UTF-8",
                "text/plain",
                "multipart/form-data",
                "nonsense",
            })
    void letsTheBodyDecideWhateverTheContentType(String contentType) throws Exception {
        String event = "{\"service\":\"shop\",\"message\":\"a=b&c %s\"}".formatted(run);

        HttpResponse<String> answer =
                collector.post("/ingest", bytes(event), "Content-Type", contentType);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":0,\"errors\":[]}");
        RawRecord collected = collected(1).getFirst();
        assertThat(collected.bodyText()).isEqualTo(event);
        assertThat(collected.formatHint()).isEqualTo("json");
        assertThat(collected.service()).isNull();
        assertThat(collected.source()).isEqualTo("http/127.0.0.1");
        assertThat(collected.attributes()).isEqualTo(Map.of("peer", "127.0.0.1"));
        assertThat(collected.observedTimestamp()).isPositive();
    }

    @Test
    void takesTheServiceFromThePath() throws Exception {
        collector.post("/ingest/check%20out", bytes("line " + run));
        collector.post("/logs/ingest", bytes("line " + run));

        assertThat(collected(2))
                .extracting(RawRecord::service)
                .containsExactlyInAnyOrder("check out", null);
    }

    @Test
    void takesAMixtureAndKeepsItsOrder() throws Exception {
        String body =
                """
                [{"n":1,"run":"RUN"},"two \\"RUN\\"",{"n":3,"run":"RUN"}]

                four RUN
                {"n":5,"run":"RUN"
                {"n":6,"run":"RUN"}{"n":7,"run":"RUN"}
                """
                        .replace("RUN", run);

        assertThat(collector.answer("/ingest", bytes(body)).get("accepted")).isEqualTo(7);

        assertThat(collected(7))
                .extracting(
                        record -> record.formatHint() + " " + record.bodyText().replace(run, "RUN"))
                .containsExactly(
                        "json {\"n\":1,\"run\":\"RUN\"}",
                        "text two \"RUN\"",
                        "json {\"n\":3,\"run\":\"RUN\"}",
                        "text four RUN",
                        "text {\"n\":5,\"run\":\"RUN\"",
                        "json {\"n\":6,\"run\":\"RUN\"}",
                        "json {\"n\":7,\"run\":\"RUN\"}");
    }

    @Test
    void joinsAStackTraceAndCountsItsLines() throws Exception {
        String body =
                """
                2026-11-22 08:15:30,120 INFO  [main] com.example.Shop - open RUN
                2026-11-22 08:15:30,121 ERROR [main] com.example.Shop - failed RUN
                java.lang.IllegalStateException: closed
                \tat com.example.Shop.order(Shop.java:9)

                {"message":"boom","run":"RUN"}
                \tat com.example.Alone.run(RUN)
                """
                        .replace("RUN", run);

        assertThat(collector.answer("/ingest", bytes(body)).get("accepted")).isEqualTo(6);

        List<RawRecord> collected = collected(4);
        assertThat(collected).extracting(RawRecord::lineCount).containsExactly(1, 3, 1, 1);
        assertThat(collected.get(1).bodyText())
                .endsWith("closed\n\tat com.example.Shop.order(Shop.java:9)");
        assertThat(collector.metric("stacklens.collector.lines.joined")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void keepsTheOrderOverManyBatches() throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            body.append(i).append(' ').append(run).append('\n');
        }

        assertThat(collector.answer("/ingest", bytes(body.toString())).get("accepted"))
                .isEqualTo(2_000);

        List<RawRecord> collected = collected(2_000);
        assertThat(collected).hasSize(2_000);
        for (int i = 0; i < 2_000; i++) {
            assertThat(collected.get(i).bodyText()).isEqualTo(i + " " + run);
        }
    }

    @Test
    void rejectsALineThatIsTooLongAndTakesTheOthers() throws Exception {
        String tooLong = "x".repeat(11_000) + "\n";
        String body = "first " + run + "\n" + tooLong + tooLong + tooLong + "last " + run + "\n";

        Map<?, ?> answer = collector.answer("/ingest", bytes(body));

        assertThat(answer.get("accepted")).isEqualTo(2);
        assertThat(answer.get("rejected")).isEqualTo(3);
        assertThat(answer.get("errors"))
                .isEqualTo(
                        List.of(
                                Map.of("index", 1, "reason", tooLong(11_000)),
                                Map.of("index", 2, "reason", tooLong(11_000))));
        assertThat(collected(2)).hasSize(2);
    }

    @Test
    void takesGzip() throws Exception {
        byte[] body = gzip("{\"run\":\"" + run + "\"}");

        assertThat(collector.answer("/ingest", body, "Content-Encoding", "gzip").get("accepted"))
                .isEqualTo(1);
        assertThat(collected(1)).hasSize(1);
    }

    @Test
    void takesForeignCharsets() throws Exception {
        byte[] body = ("caf\u00e9 " + run).getBytes(StandardCharsets.ISO_8859_1);

        collector.post("/ingest", body, "Content-Type", "text/plain; charset=iso-8859-1");

        assertThat(collected(1).getFirst().bodyText()).isEqualTo("caf\u00e9 " + run);
    }

    @Test
    void keepsBytesThatAreNoUtf8() throws Exception {
        byte[] body = bytes("bad ? " + run);
        body[4] = (byte) 0xFF;

        collector.post("/ingest", body);

        try (CollectedLogs logs =
                new CollectedLogs(BOOTSTRAP, record -> record.bodyText().contains(run))) {
            assertThat(logs.awaitAnswered(1).getFirst().body()).isEqualTo(body);
        }
    }

    @Test
    void refusesWhatItCannotReadAndSaysWhy() throws Exception {
        expect(400, "not gzip", collector.post("/ingest", bytes("x"), "Content-Encoding", "gzip"));
        byte[] cut = Arrays.copyOf(gzip("long enough to be cut"), 20);
        expect(400, "not gzip", collector.post("/ingest", cut, "Content-Encoding", "gzip"));
        expect(415, "'br'", collector.post("/ingest", bytes("x"), "Content-Encoding", "br"));
        expect(
                400,
                "klingon",
                collector.post(
                        "/ingest", bytes("x"), "Content-Type", "text/plain;charset=klingon"));
        expect(413, "at most 102400", collector.post("/ingest", new byte[200_000]));
        byte[] bomb = gzip(" ".repeat(300_000));
        expect(413, "at most 204800", collector.post("/ingest", bomb, "Content-Encoding", "gzip"));
    }

    @Test
    void refusesForeignPages() throws Exception {
        HttpResponse<String> answer =
                collector.post("/ingest", bytes("x"), "Origin", "https://evil.example");

        expect(403, "evil.example", answer);
    }

    @Test
    void countsEveryLineOnce() throws Exception {
        Map<String, Long> before = collector.totals();

        collector.post("/ingest", bytes("a\n\nb\n" + "x".repeat(20_000)));

        Map<String, Long> after = collector.totals();
        assertThat(after.get("received") - before.get("received")).isEqualTo(4);
        assertThat(after.get("forwarded") - before.get("forwarded")).isEqualTo(2);
        assertThat(after.get("discarded") - before.get("discarded")).isEqualTo(2);
    }

    private List<RawRecord> collected(int count) {
        try (CollectedLogs logs =
                new CollectedLogs(BOOTSTRAP, record -> record.bodyText().contains(run))) {
            return logs.awaitAnswered(count);
        }
    }

    private static void expect(int status, String word, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains(word);
    }

    private static String tooLong(int bytes) {
        return "line of %d bytes (expected: at most 10240)".formatted(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        }
        return out.toByteArray();
    }
}
