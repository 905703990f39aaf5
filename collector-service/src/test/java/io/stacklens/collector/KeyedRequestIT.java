package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.collector.CollectedLogs.Batch;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.RequestPartId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests with a key, sent to two instances of different settings. */
class KeyedRequestIT {

    private static final String BOOTSTRAP = EmbeddedPlatform.shared().bootstrapServers();
    private static RunningCollector one;
    private static RunningCollector other;

    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        one = new RunningCollector(BOOTSTRAP, "--stacklens.collector.batch.max-records=7");
        other = new RunningCollector(BOOTSTRAP, "--stacklens.collector.batch.linger=50ms");
        one.awaitReady();
        other.awaitReady();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void givesTheLinesTheSameNamesInTheSamePartitionWhicheverInstanceTakesThem() throws Exception {
        String body = IntStream.range(0, 1_100).mapToObj(this::line).collect(Collectors.joining());

        assertAccepted(1_100, one.post("/ingest", bytes(body), "Idempotency-Key", run));
        other.post("/ingest", bytes("without a key " + run), "X-Other", run);
        assertAccepted(1_100, other.post("/ingest", bytes(body), "Idempotency-Key", run));

        List<Batch> batches = batches(2_201);
        List<RequestPartId> names =
                batches.stream()
                        .map(b -> b.content().requestPart())
                        .filter(n -> n != null)
                        .toList();
        assertThat(names).hasSize(6);
        assertThat(names.subList(3, 6)).isEqualTo(names.subList(0, 3));
        assertThat(batches)
                .filteredOn(batch -> batch.content().requestPart() != null)
                .extracting(Batch::partition)
                .hasSize(6)
                .satisfies(partitions -> assertThat(Set.copyOf(partitions)).hasSize(1));
        assertThat(batches)
                .filteredOn(batch -> batch.content().requestPart() == null)
                .singleElement()
                .extracting(batch -> batch.content().size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "\u00e9"})
    void refusesAKeyThatIsNone(String key) throws Exception {
        String answer = raw("Idempotency-Key: " + key + "\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("expected: 1 to 255 visible ASCII characters");
    }

    @Test
    void refusesTwoKeys() throws Exception {
        assertThat(raw("Idempotency-Key: a\r\nIdempotency-Key: b\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("2 headers Idempotency-Key (expected: one)");
    }

    @Test
    void acceptsARequestWithoutLines() throws Exception {
        assertAccepted(0, one.post("/ingest", bytes("\n\n"), "Idempotency-Key", run));
    }

    private String line(int number) {
        return "{\"run\":\"%s\",\"n\":%d}%n".formatted(run, number);
    }

    private static void assertAccepted(int lines, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"accepted\":%d,".formatted(lines));
    }

    private List<Batch> batches(int lines) {
        try (CollectedLogs logs =
                new CollectedLogs(BOOTSTRAP, record -> record.bodyText().contains(run))) {
            List<RawRecord> found = logs.awaitAnswered(lines);
            assertThat(found).hasSize(lines);
            return logs.batches();
        }
    }

    /** Headers that a proper client would not send. */
    private static String raw(String headers) throws Exception {
        String head = "POST /ingest HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), one.port("http"))) {
            socket.getOutputStream()
                    .write((head + headers + "Content-Length: 2\r\n\r\na\n").getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
