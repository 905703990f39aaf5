package io.stacklens.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.LogRecord;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.RequestPartId;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.health.HealthComponent;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Requests that come again: to the same instance, after a restart, to another, after a fault. */
class RepeatedRequestIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String BOOTSTRAP = EmbeddedPlatform.shared().bootstrapServers();
    private static final int PARTITIONS = 4;

    private static KafkaProducer<byte[], byte[]> producer;

    private final String run = "run" + UUID.randomUUID().toString().replace("-", "");
    private final List<ConfigurableApplicationContext> parsers = new ArrayList<>();

    @BeforeAll
    static void connect() {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", BOOTSTRAP),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @AfterEach
    void stop() {
        parsers.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void storesARequestOnceAlsoWhenItComesAgainToItsSuccessorsAndInAnotherPoll() throws Exception {
        ConfigurableApplicationContext first = start("a");
        sendToAll();
        sendToAll();
        awaitParsed("mark1", sendMarks("mark1"));
        assertThat(discardedAsRepeated(first)).isEqualTo(2 * PARTITIONS);
        first.close();

        ConfigurableApplicationContext second = start("a");
        sendToAll();
        awaitParsed("mark2", sendMarks("mark2"));
        assertThat(discardedAsRepeated(second)).isEqualTo(2 * PARTITIONS);

        ConfigurableApplicationContext third = start("b");
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            assertThat(partitions(second)).isEqualTo(PARTITIONS / 2);
                            assertThat(partitions(third)).isEqualTo(PARTITIONS / 2);
                        });
        sendToAll();
        awaitParsed("mark3", sendMarks("mark3"));
        assertThat(discardedAsRepeated(third)).isEqualTo(PARTITIONS);

        assertThat(parsed(run + "p")).hasSize(2 * PARTITIONS).doesNotHaveDuplicates();
        assertThat(List.of(fates(second), fates(third)))
                .allSatisfy(
                        fates ->
                                assertThat(fates.get("received"))
                                        .isEqualTo(
                                                fates.get("forwarded")
                                                        + fates.get("discarded")
                                                        + fates.get("dead_lettered")));
    }

    @Test
    void doesNotTakeARequestForARepetitionOfItsOwnRolledBackTransaction() throws Exception {
        ConfigurableApplicationContext parser = start("fenced");
        awaitParsed("mark1", sendMarks("mark1"));

        takeTransactionsOverFrom("fenced");
        sendToAll();
        awaitParsed("mark2", sendMarks("mark2"));

        assertThat(parsed(run + "p")).hasSize(2 * PARTITIONS).doesNotHaveDuplicates();
        assertThat(discardedAsRepeated(parser)).isZero();
        sendToAll();
        awaitParsed("mark3", sendMarks("mark3"));
        assertThat(discardedAsRepeated(parser)).isEqualTo(2 * PARTITIONS);
    }

    /** Fails the parser's next transaction: its producer is fenced off. */
    private static void takeTransactionsOverFrom(String instance) {
        try (KafkaProducer<byte[], byte[]> rival =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                BOOTSTRAP,
                                "transactional.id",
                                "stacklens-parser-parser-%s-0".formatted(instance)),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            rival.initTransactions();
        }
    }

    private ConfigurableApplicationContext start(String instance) {
        ConfigurableApplicationContext parser =
                ParserApplication.application()
                        .run(
                                "--spring.kafka.bootstrap-servers=" + BOOTSTRAP,
                                "--server.port=0",
                                "--stacklens.instance=" + instance);
        parsers.add(parser);
        await().atMost(LONG).until(() -> partitions(parser) > 0);
        return parser;
    }

    /** One part of two lines to each partition, the same ones each time. */
    private void sendToAll() throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            RequestPartId part = new RequestPartId(run.hashCode(), partition);
            RawBatch batch =
                    new RawBatchBuilder(part)
                            .add(raw("%sp line %d-1".formatted(run, partition)))
                            .add(raw("%sp line %d-2".formatted(run, partition)))
                            .build();
            send(partition, batch);
        }
    }

    /** A line without a key to each partition; once it is parsed all before it is. */
    private int sendMarks(String mark) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(partition, RawBatch.of(List.of(raw("%s%s %d".formatted(run, mark, partition)))));
        }
        return PARTITIONS;
    }

    private void awaitParsed(String mark, int count) {
        await().atMost(LONG).until(() -> parsed(run + mark).size() == count);
    }

    private static void send(int partition, RawBatch batch) throws Exception {
        producer.send(new ProducerRecord<>(Topics.COLLECTED_LOGS, partition, null, batch.encode()))
                .get(30, TimeUnit.SECONDS);
    }

    private static RawRecord raw(String line) {
        return RawRecord.of(line, 1_000, "peer");
    }

    /** The bodies that begin with a word, from the topic's beginning to its end. */
    private static List<String> parsed(String word) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", BOOTSTRAP, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> places =
                    IntStream.range(0, PARTITIONS)
                            .mapToObj(number -> new TopicPartition(Topics.PARSED_LOGS, number))
                            .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            List<String> found = new ArrayList<>();
            while (places.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                batch ->
                                        LogBatch.decode(batch.value()).records().stream()
                                                .map(LogRecord::body)
                                                .filter(body -> body.startsWith(word + " "))
                                                .forEach(found::add));
            }
            return found;
        }
    }

    private static int partitions(ConfigurableApplicationContext parser) {
        return parser.getBeansOfType(HealthComponent.class).values().stream()
                .filter(component -> component.name().equals("consumer-parser"))
                .map(component -> component.check())
                .filter(HealthComponent.State::up)
                .mapToInt(
                        state ->
                                Integer.parseInt(
                                        state.detail().substring(0, state.detail().indexOf(' '))))
                .sum();
    }

    private static long discardedAsRepeated(ConfigurableApplicationContext parser) {
        return (long)
                parser
                        .getBean(MeterRegistry.class)
                        .find("stacklens.parser.records.discarded")
                        .tag("reason", "repeated")
                        .counters()
                        .stream()
                        .mapToDouble(Counter::count)
                        .sum();
    }

    private static Map<String, Long> fates(ConfigurableApplicationContext parser) {
        return new HashMap<>(parser.getBean(RecordFatesRegistry.class).totals());
    }
}
