package io.stacklens.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.parser.pipeline.PipelinesFile;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole service on the real broker. */
class ParserServiceIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long NOW = EpochNanos.of(Instant.parse("2026-11-22T08:30:00Z"));

    private static final String DROPPING =
            """
            pipelines:
              - name: probes
                match: {service: probes}
                steps:
                  - drop: {field: message, matches: "*alive*"}
                  - set: {probe: "%s"}
            """;

    @TempDir static Path directory;

    private static ConfigurableApplicationContext service;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() throws IOException {
        String bootstrap = EmbeddedPlatform.shared().bootstrapServers();
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "max.request.size", 8 << 20),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        service =
                ParserApplication.application()
                        .run(
                                "--spring.kafka.bootstrap-servers=" + bootstrap,
                                "--server.port=0",
                                "--stacklens.parser.pipelines.file=" + pipelines(DROPPING),
                                "--stacklens.parser.pipelines.poll=50ms",
                                "--stacklens.parser.grok.patterns[0].name=till",
                                "--stacklens.parser.grok.patterns[0].pattern="
                                        + "till %{INT:till} sold %{WORD:article}");
    }

    @AfterAll
    static void stop() {
        producer.close();
        service.close();
    }

    @Test
    void parsesWhatIsCollectedAndKeepsPartitionAndOrigin() throws Exception {
        RecordMetadata sent =
                send(
                        2,
                        RawBatch.of(
                                        List.of(
                                                raw(
                                                        "{\"level\":\"ERROR\",\"service\":\"shop\",\"message\":\"boom\"}"),
                                                raw("<13>Nov 22 08:08:05 vm checkout: hello"),
                                                raw(" \n"),
                                                raw("till 7 sold apples"),
                                                raw("plain")))
                                .encode());

        List<LogRecord> records = parsed(2, sent.offset(), 4);

        assertThat(records)
                .extracting(LogRecord::body)
                .containsExactly("boom", "hello", "till 7 sold apples", "plain");
        assertThat(records)
                .extracting(LogRecord::service)
                .containsExactly("shop", "checkout", "unknown", "unknown");
        assertThat(records)
                .extracting(LogRecord::format)
                .containsExactly("json", "rfc3164", "grok", "text");
        assertThat(records.get(2).attributes()).containsEntry("article", "apples");
        assertThat(records.getLast().id()).isEqualTo(new RecordId(NOW, 2, sent.offset(), 4));
        await().atMost(LONG).untilAsserted(() -> assertThat(discarded("empty")).isEqualTo(1));
    }

    @Test
    void dropsByAPipelineAndTakesAChangedFileButNoneThatIsWrong() throws Exception {
        assertThat(probe("still alive", "broken 1")).isEqualTo("%s");
        await().atMost(LONG).untilAsserted(() -> assertThat(discarded("pipeline")).isEqualTo(1));

        pipelines(DROPPING.formatted("second"));
        await().atMost(LONG).until(() -> pipelinesState().loads() == 2);
        assertThat(probe("broken 2")).isEqualTo("second");

        pipelines(DROPPING.replace("drop:", "dorp:"));
        await().atMost(LONG).until(() -> pipelinesState().refusals() == 1);
        assertThat(probe("broken 3")).isEqualTo("second");
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        assertThat(get(port, "/pipelines"))
                .contains("\"names\":[\"probes\"]")
                .contains("line 5, pipelines[0].steps[0].dorp: unknown step");
        assertThat(get(port, "/actuator/health/readiness")).contains("\"UP\"");
        assertThat(get(port, "/actuator/prometheus"))
                .contains("stacklens_parser_pipelines_read_total")
                .contains("outcome=\"refused\"");

        pipelines(DROPPING.formatted("third"));
        await().atMost(LONG).until(() -> pipelinesState().loads() == 3);
        assertThat(probe("broken 4")).isEqualTo("third");
    }

    @Test
    void takesSecretsOutAndCountsThem() throws Exception {
        RecordMetadata sent =
                send(0, RawBatch.of(List.of(raw("password=hunter2 failed"))).encode());

        assertThat(parsed(0, sent.offset(), 1).getFirst().body())
                .isEqualTo("password=[redacted:password] failed");
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(get(port, "/actuator/prometheus"))
                                        .contains("stacklens_parser_redacted_total")
                                        .contains("kind=\"password\""));
    }

    @Test
    void triesLinesWithoutStoringThem() throws Exception {
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        String answer =
                post(
                        port,
                        "{\"lines\":[\"till 7 sold"
                                + " apples\",\"secret=abc\"],\"service\":\"probes\"}");

        assertThat(answer)
                .contains("\"format\":\"grok\"")
                .contains("\"article\":\"apples\"")
                .contains("\"pipeline\":\"probes\"")
                .contains("\"step\":\"2.set\"")
                .contains("\"redacted\":{\"secret\":1}");
        assertThat(post(port, "{\"lines\":[\"a\"],\"pipelines\":\"pipelines: 1\"}"))
                .contains("\"status\":400")
                .contains("line 1, pipelines: '1' (expected: a list)");
        assertThat(post(port, "{}")).contains("\"status\":400").contains("1 to 1000 lines");
    }

    /** What the pipeline set in the last of the lines. */
    private static String probe(String... lines) throws Exception {
        List<RawRecord> records =
                Arrays.stream(lines).map(line -> Lines.raw(line, null, "probes")).toList();
        RecordMetadata sent = send(1, RawBatch.of(records).encode());
        return String.valueOf(parsed(1, sent.offset(), 1).getLast().attributes().get("probe"));
    }

    private static Path pipelines(String yaml) throws IOException {
        Path file = directory.resolve("pipelines.yml");
        Path next = Files.writeString(directory.resolve("next.yml"), yaml);
        return Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static PipelinesFile.State pipelinesState() {
        return service.getBean(PipelinesFile.class).state();
    }

    private static long discarded(String reason) {
        return (long)
                service
                        .getBean(MeterRegistry.class)
                        .find("stacklens.parser.records.discarded")
                        .tag("reason", reason)
                        .counters()
                        .stream()
                        .mapToDouble(counter -> counter.count())
                        .sum();
    }

    private static String post(int port, String json) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + port + "/pipelines/dry-run"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    @Test
    void setsACorruptRecordAsideAndGoesOn() throws Exception {
        byte[] corrupt = "Rubbish".getBytes(StandardCharsets.UTF_8);
        RecordMetadata bad = send(1, corrupt);
        RecordMetadata good = send(1, RawBatch.of(List.of(raw("after the corrupt one"))).encode());

        assertThat(parsed(1, good.offset(), 1))
                .extracting(LogRecord::body)
                .containsExactly("after the corrupt one");
        List<ConsumerRecord<byte[], byte[]>> letters =
                read(Topics.deadLetters(Topics.COLLECTED_LOGS), 1, 1);
        assertThat(letters.getFirst().value()).isEqualTo(corrupt);
        assertThat(header(letters.getFirst(), DeadLetterHeaders.REASON)).isEqualTo("undecodable");
        assertThat(header(letters.getFirst(), DeadLetterHeaders.STAGE)).isEqualTo("parser");
        assertThat(header(letters.getFirst(), DeadLetterHeaders.SOURCE_OFFSET))
                .isEqualTo(Long.toString(bad.offset()));
    }

    @Test
    void givesEveryRecordOneFate() {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(count("received"))
                                        .isEqualTo(
                                                count("forwarded")
                                                        + count("discarded")
                                                        + count("dead_lettered")));
    }

    @Test
    void splitsABatchThatGrewBeyondWhatATopicTakes() throws Exception {
        String line =
                "{\"message\":\"%s\",\"copy\":\"%s\"}"
                        .formatted("m".repeat(40_000), "c".repeat(8_000));
        byte[] broken = line.getBytes(StandardCharsets.UTF_8);
        broken[20] = (byte) 0xFF;
        List<RawRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(Lines.raw(broken, null, "large"));
        }

        RecordMetadata sent = send(3, RawBatch.of(records).encode());

        assertThat(parsed(3, sent.offset(), 100)).hasSize(100);
    }

    @Test
    void isReadyAndCountsFormats() throws Exception {
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(get(port, "/actuator/health/readiness"))
                                        .contains("\"UP\""));
        send(0, RawBatch.of(List.of(raw("a=1 level=info"))).encode());

        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(get(port, "/actuator/prometheus"))
                                        .contains("stacklens_parser_lines_total")
                                        .contains("format=\"logfmt\"")
                                        .contains("stacklens_parser_records_received_total"));
    }

    private static RawRecord raw(String line) {
        return RawRecord.of(line, NOW, "10.0.0.7:5140");
    }

    private static RecordMetadata send(int partition, byte[] value) throws Exception {
        return producer.send(new ProducerRecord<>(Topics.COLLECTED_LOGS, partition, null, value))
                .get(30, TimeUnit.SECONDS);
    }

    /** The first records that came from this offset of {@code collected-logs}. */
    private static List<LogRecord> parsed(int partition, long offset, int atLeast) {
        List<LogRecord> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.PARSED_LOGS, partition)) {
            await().atMost(LONG)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(
                                                batch ->
                                                        LogBatch.decode(batch.value())
                                                                .records()
                                                                .stream()
                                                                .filter(
                                                                        r ->
                                                                                r.id().offset()
                                                                                        == offset)
                                                                .forEach(found::add));
                                return found.size() >= atLeast;
                            });
        }
        return found;
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            String topic, int partition, int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, partition)) {
            await().atMost(LONG)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                                return found.size() >= count;
                            });
        }
        return found;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String topic, int partition) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                EmbeddedPlatform.shared().bootstrapServers(),
                                "isolation.level",
                                "read_committed",
                                "max.partition.fetch.bytes",
                                8 << 20),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> assigned = List.of(new TopicPartition(topic, partition));
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        return consumer;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static long count(String fate) {
        return (long)
                service
                        .getBean(MeterRegistry.class)
                        .find("stacklens.parser.records." + fate)
                        .counters()
                        .stream()
                        .mapToDouble(counter -> counter.count())
                        .sum();
    }

    private static String get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
