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
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole service on the real broker. */
class ParserServiceIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long NOW = EpochNanos.of(Instant.parse("2026-11-22T08:30:00Z"));

    private static ConfigurableApplicationContext service;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() {
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
        await().atMost(LONG).untilAsserted(() -> assertThat(count("discarded")).isEqualTo(1));
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
