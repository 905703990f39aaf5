package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.Mixture.Line;
import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.e2e.client.Ingest.Answer;
import io.stacklens.e2e.client.SyslogClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Every accepted line is found, once, as what it was; what is refused says why. */
class SearchIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final SharedPlatform platform = SharedPlatform.get();
    private final ApiClient api = platform.api();
    private final Ingest ingest = platform.ingest();
    private final String run = platform.newRun();

    @AfterEach
    void closeConnections() {
        ingest.close();
        api.close();
    }

    @Test
    void findsEveryLineOfAMixtureExactlyOnce() throws Exception {
        Mixture mixture =
                new Mixture(
                        run,
                        Instant.now()
                                .minus(10, ChronoUnit.MINUTES)
                                .truncatedTo(ChronoUnit.MINUTES));

        post("/ingest", mixture.json());
        post("/logs/ingest", mixture.logfmt());
        post("/ingest/" + mixture.service("web"), mixture.access());
        post("/ingest/" + mixture.service("ledger"), mixture.java());
        try (SyslogClient syslog = new SyslogClient(platform.syslog())) {
            for (Line line : mixture.rfc5424()) {
                syslog.sendFrame(line.text());
            }
        }
        for (Line line : mixture.rfc3164()) {
            SyslogClient.sendDatagram(platform.syslog(), line.text());
        }

        int sent = mixture.all().size();
        await().atMost(SOON).until(() -> api.count(run) == sent);
        Map<Integer, JsonNode> found = new TreeMap<>();
        for (JsonNode item : api.items("/logs", "q", run, "limit", "100")) {
            assertThat(found.put(seq(item), item)).as("found twice").isNull();
        }
        assertThat(found.keySet())
                .containsExactlyElementsOf(IntStream.range(0, sent).boxed().toList());
        assertThat(
                        mixture.all().stream()
                                .map(line -> asFound(found.get(line.seq()), line))
                                .filter(difference -> !difference.isEmpty())
                                .toList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-T", "-d", "-T --rfc3164", "-d --rfc3164", "-T --rfc5424", "-d --rfc5424"})
    void findsWhatLoggerSends(String options) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "logger",
                                "-n",
                                "127.0.0.1",
                                "-P",
                                "" + platform.syslog().getPort()));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-t", "tag-" + run, "-p", "user.warning", "hello " + run));

        Process logger = new ProcessBuilder(command).inheritIO().start();

        assertThat(logger.waitFor()).isZero();
        JsonNode found =
                await().atMost(SOON)
                        .until(() -> api.items("/logs", "q", run), list -> list.size() == 1)
                        .getFirst();
        assertThat(found.path("body").asString()).isEqualTo("hello " + run);
        assertThat(found.path("service").asString()).isEqualTo("tag-" + run);
        assertThat(found.path("severity").asString()).isEqualTo("WARN");
    }

    @Test
    void takesBadInputForWhatItIs() throws Exception {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.write(text("{\"message\":\"good %s\",\"level\":\"warn\"}\n\n".formatted(run)));
        lines.write(text("{\"message\":\"cut off %s\n \r\n".formatted(run)));
        lines.write(text("not utf-8 " + run + " "));
        lines.write(new byte[] {(byte) 0xff, (byte) 0xfe, 'e', 'n', 'd', '\n'});

        Answer answer = ingest.post("/ingest/bad-" + run, lines.toByteArray());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.accepted()).isEqualTo(3);
        assertThat(answer.rejected()).isZero();
        await().atMost(SOON).until(() -> api.count(run) == 3);
        Map<String, JsonNode> byBeginning =
                api.items("/logs", "q", run).stream()
                        .collect(
                                Collectors.toMap(
                                        item ->
                                                item.path("body")
                                                        .asString()
                                                        .replaceAll("[^a-z].*", ""),
                                        Function.identity(),
                                        (a, b) -> {
                                            throw new AssertionError(a + " and " + b);
                                        }));
        assertThat(byBeginning.keySet()).containsExactlyInAnyOrder("good", "", "not");
        assertThat(byBeginning.get("").path("format").asString()).isEqualTo("text");
        JsonNode invalid = byBeginning.get("not");
        assertThat(invalid.path("body").asString()).contains("\uFFFD").endsWith("end");
        assertThat(invalid.path("attributes").path("raw_base64").asString()).isNotEmpty();
    }

    @Test
    void rejectsALineAboveTheLimitAndKeepsItsNeighbours() throws Exception {
        String body = "before %s\n%s\nafter %s\n".formatted(run, "x".repeat(3 << 20), run);

        Answer answer = ingest.post("/ingest/long-" + run, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.rejected()).isEqualTo(1);
        JsonNode error = answer.body().path("errors").path(0);
        assertThat(error.path("index").asInt()).isEqualTo(1);
        assertThat(error.path("reason").asString()).isNotBlank();
        await().atMost(SOON).until(() -> api.count(run) == 2);
    }

    @Test
    void understandsGzipAndRefusesWhatOnlyClaimsToBe() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(text("zipped " + run + "\n"));
        }

        Answer good =
                ingest.post("/ingest/zip-" + run, zipped.toByteArray(), "Content-Encoding", "gzip");
        Answer bad =
                ingest.post("/ingest/zip-" + run, text("plain " + run), "Content-Encoding", "gzip");

        assertThat(good.accepted()).isEqualTo(1);
        assertThat(bad.status()).isEqualTo(400);
        await().atMost(SOON).until(() -> api.count(run) == 1);
    }

    private void post(String path, List<Line> lines) throws Exception {
        Answer answer = ingest.post(path, Mixture.body(lines));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.accepted()).isEqualTo(lines.size());
        assertThat(answer.rejected()).isZero();
    }

    /** What was found that is not so; empty when all is. */
    private static String asFound(JsonNode item, Line line) {
        StringBuilder difference = new StringBuilder();
        compare(difference, line.service(), item.path("service").asString());
        compare(difference, line.severity(), item.path("severity").asString());
        compare(difference, line.at().toString(), item.path("event_time").asString());
        compare(difference, line.status(), item.path("http_status").asInt(0));
        compare(difference, line.durationMillis(), item.path("duration_ms").asDouble(Double.NaN));
        return difference.isEmpty() ? "" : line.text() + difference;
    }

    private static void compare(StringBuilder difference, Object expected, Object found) {
        if (!expected.equals(found)) {
            difference.append(" [found %s, expected %s]".formatted(found, expected));
        }
    }

    private int seq(JsonNode item) {
        Matcher word = Pattern.compile(run + "n(\\d+)").matcher(item.toString());
        assertThat(word.find()).as("number in %s", item).isTrue();
        return Integer.parseInt(word.group(1));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
