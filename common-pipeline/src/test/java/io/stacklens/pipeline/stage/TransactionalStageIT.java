package io.stacklens.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Heartbeat;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;
import io.stacklens.pipeline.fate.RecordFatesRegistry;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole service on the real broker, with a stage whose batches are words separated by commas. */
class TransactionalStageIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String RUN = UUID.randomUUID().toString();
    private static final String SOURCE = "words-" + RUN;
    private static final String SINK = "loud-words-" + RUN;
    private static final AtomicInteger outages = new AtomicInteger();
    private static final AtomicInteger setBacks = new AtomicInteger();
    private static volatile boolean isSetBack;

    private static ConfigurableApplicationContext service;
    private static KafkaProducer<byte[], byte[]> producer;

    @StackLensService
    static class Words {

        @Bean
        TransactionalStage stage(StageFactory stages) {
            return stages.stage(
                    StageSpec.of("words", SOURCE, SOURCE), () -> Words::shout, new SetBack());
        }

        /** Has the consumer begin at the start, as a client does that has lost its place. */
        static class SetBack implements ConsumerAwareRebalanceListener {
            @Override
            public void onPartitionsAssigned(
                    Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                if (isSetBack) {
                    consumer.seekToBeginning(partitions);
                    setBacks.incrementAndGet();
                }
            }
        }

        private static int shout(ConsumerRecord<byte[], byte[]> source, StageOutput out) {
            String text = new String(source.value(), UTF_8);
            if (text.startsWith("?")) {
                throw new MalformedBatchException("begins with ?");
            }
            String[] words = text.split(",", -1);
            List<String> loud = new ArrayList<>();
            for (int i = 0; i < words.length; i++) {
                switch (words[i]) {
                    case "" -> out.discarded("empty", 1);
                    case "bad" ->
                            out.deadLetter(
                                    source,
                                    i,
                                    words[i].getBytes(UTF_8),
                                    "bad_word",
                                    new IllegalArgumentException("a bad word"));
                    case "bug" -> throw new IllegalStateException("a bug");
                    case "outage" -> {
                        out.forward(SINK, source.partition(), null, "half".getBytes(UTF_8), 1);
                        if (outages.getAndDecrement() > 0) {
                            throw new StageBlockedException("away", new RuntimeException());
                        }
                    }
                    default -> loud.add(words[i].toUpperCase(Locale.ROOT));
                }
            }
            if (!loud.isEmpty()) {
                byte[] value = String.join(",", loud).getBytes(UTF_8);
                out.forward(SINK, source.partition(), source.key(), value, loud.size());
            }
            return words.length;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = EmbeddedPlatform.shared().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(SOURCE, 2, (short) 1),
                                    new NewTopic(Topics.deadLetters(SOURCE), 2, (short) 1),
                                    new NewTopic(SINK, 2, (short) 1)))
                    .all()
                    .get();
        }
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        leaveATransactionOpen(bootstrap);
        service =
                ServiceApplication.of(Words.class, "words")
                        .run(
                                "--spring.kafka.bootstrap-servers=" + bootstrap,
                                "--spring.kafka.consumer.heartbeat-interval=200ms",
                                "--server.port=0",
                                "--stacklens.instance=here");
    }

    /**
     * As a process of the same instance that is killed before it commits. Whoever asks the group
     * for its offsets is told to wait until the transaction has ended.
     */
    private static void leaveATransactionOpen(String bootstrap) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "transactional.id",
                        "stacklens-words-words-here-0",
                        "transaction.timeout.ms",
                        900_000);
        KafkaProducer<byte[], byte[]> killed =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        killed.initTransactions();
        killed.beginTransaction();
        try (KafkaConsumer<byte[], byte[]> member =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "group.id", SOURCE),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            killed.sendOffsetsToTransaction(
                    Map.of(
                            new TopicPartition(SOURCE, 0),
                            new OffsetAndMetadata(7),
                            new TopicPartition(SOURCE, 1),
                            new OffsetAndMetadata(7)),
                    member.groupMetadata());
        }
        killed.close(Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        producer.close();
        service.close();
    }

    @Test
    void takesOverFromAKilledProcessThatLeftATransactionOpen() throws Exception {
        Map<String, Long> before = totals();

        send(0, "after the kill");

        await().atMost(LONG).until(() -> totals().get("received") > before.get("received"));
    }

    @Test
    void givesEveryRecordOneFateAlsoAfterARollback() throws Exception {
        Map<String, Long> before = totals();
        outages.set(2);
        send(0, "a,b,bad,,c");
        send(1, "?undecodable");
        send(1, "d,bug,e");
        send(0, "x,outage");
        send(0, "y");

        await().atMost(LONG).until(() -> since(before, "forwarded") == 6);

        assertThat(since(before, "received")).isEqualTo(10);
        assertThat(since(before, "discarded")).isEqualTo(1);
        assertThat(since(before, "dead_lettered")).isEqualTo(3);
        assertThat(outages).hasNegativeValue();
        assertThat(values(SINK, 4)).containsOnlyOnce("0:A,B,C", "0:half", "0:X", "0:Y");
        assertThat(read(Topics.deadLetters(SOURCE), 3))
                .extracting(
                        letter -> new String(letter.value(), UTF_8),
                        letter -> header(letter, DeadLetterHeaders.REASON),
                        letter -> header(letter, DeadLetterHeaders.STAGE),
                        letter -> header(letter, DeadLetterHeaders.SOURCE_TOPIC))
                .containsExactlyInAnyOrder(
                        tuple("bad", "bad_word", SOURCE, SOURCE),
                        tuple("?undecodable", "undecodable", SOURCE, SOURCE),
                        tuple("d,bug,e", "failed", SOURCE, SOURCE));
    }

    @Test
    void losesNothingWhenItsTransactionIsFenced() throws Exception {
        Map<String, Long> before = totals();
        send(0, "before");
        await().atMost(LONG).until(() -> since(before, "forwarded") == 1);
        try (KafkaProducer<byte[], byte[]> rival =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                EmbeddedPlatform.shared().bootstrapServers(),
                                "transactional.id",
                                "stacklens-words-words-here-0"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            rival.initTransactions();
        }

        send(0, "fenced");
        send(1, "after");

        await().atMost(LONG).until(() -> since(before, "forwarded") == 3);
        assertThat(values(SINK, 3)).containsOnlyOnce("0:BEFORE", "0:FENCED", "1:AFTER");
    }

    @Test
    void handlesNothingTwiceWhenTheBrokerSetsItBack() throws Exception {
        Map<String, Long> before = totals();
        send(0, "once");
        send(1, "once");
        await().atMost(LONG).until(() -> since(before, "forwarded") == 2);

        isSetBack = true;
        haveTheGroupAssignedAnew();
        await().atMost(LONG).until(() -> setBacks.get() > 0);
        isSetBack = false;
        send(0, "later");
        send(1, "later");

        await().atMost(LONG).until(() -> since(before, "forwarded") >= 4);
        assertThat(values(SINK, 4)).containsOnlyOnce("0:ONCE", "1:ONCE", "0:LATER", "1:LATER");
        assertThat(since(before, "received")).isEqualTo(4);
    }

    @Test
    void handlesNothingTwiceWhenItStartsAndTheGroupTellsAnOldOffset() throws Exception {
        Map<String, Long> before = totals();
        send(0, "early");
        send(1, "early");
        await().atMost(LONG).until(() -> since(before, "forwarded") == 2);

        stageWith(() -> haveTheGroupTell(Map.of(0, 0L, 1, 0L)));
        send(0, "late");
        send(1, "late");

        await().atMost(LONG).until(() -> since(before, "forwarded") >= 4);
        assertThat(values(SINK, 4)).containsOnlyOnce("0:EARLY", "1:EARLY", "0:LATE", "1:LATE");
        assertThat(since(before, "received")).isEqualTo(4);
    }

    @Test
    void goesOnWhereTheGroupSaysWhileThereAreNoPositions() throws Exception {
        Map<String, Long> before = totals();
        send(0, "first");
        send(0, "second");
        await().atMost(LONG).until(() -> since(before, "forwarded") == 2);
        long next = next(0);

        stageWith(
                () -> {
                    takePositionsAway();
                    haveTheGroupTell(Map.of(0, next - 1));
                });

        await().atMost(LONG).until(() -> since(before, "forwarded") >= 3);
        assertThat(values(SINK, 3).stream().filter("0:FIRST"::equals)).hasSize(1);
        assertThat(values(SINK, 3).stream().filter("0:SECOND"::equals)).hasSize(2);
    }

    @Test
    void beginsAtTheStartOfATopicThatIsMadeAnew() throws Exception {
        Map<String, Long> before = totals();
        send(0, "old");
        await().atMost(LONG).until(() -> since(before, "forwarded") == 1);

        makeTheSourceAnew();
        send(0, "new");
        send(0, "newer");

        await().atMost(LONG).until(() -> since(before, "forwarded") >= 3);
        assertThat(values(SINK, 3)).containsOnlyOnce("0:OLD", "0:NEW", "0:NEWER");
    }

    @Test
    void writesItsPositionOncePerPartitionAndPollAndNothingWhenIdle() throws Exception {
        Map<String, Long> before = totals();
        send(0, "position");
        await().atMost(LONG).until(() -> since(before, "forwarded") == 1);

        assertThat(positions()).containsEntry(positionName(0), next(0));
        int written = positionRecords().size();
        send(1, "another");
        await().atMost(LONG).until(() -> since(before, "forwarded") == 2);
        assertThat(positionRecords()).hasSize(written + 1);
    }

    private interface Change {
        void make() throws Exception;
    }

    /** Has something changed while the stage is stopped. */
    private static void stageWith(Change change) throws Exception {
        TransactionalStage stage = service.getBean(TransactionalStage.class);
        stage.stop();
        change.make();
        stage.start();
    }

    /** Once the stage has left it. */
    private static void haveTheGroupTell(Map<Integer, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> told = new HashMap<>();
        offsets.forEach(
                (partition, offset) ->
                        told.put(
                                new TopicPartition(SOURCE, partition),
                                new OffsetAndMetadata(offset)));
        try (Admin admin = admin()) {
            await().atMost(LONG)
                    .untilAsserted(() -> admin.alterConsumerGroupOffsets(SOURCE, told).all().get());
        }
    }

    private static void takePositionsAway() throws Exception {
        for (ConsumerRecord<byte[], byte[]> record : positionRecords()) {
            producer.send(
                            new ProducerRecord<>(
                                    record.topic(), record.partition(), record.key(), null))
                    .get();
        }
    }

    private static void makeTheSourceAnew() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(SOURCE)).all().get();
            await().atMost(LONG).until(() -> !admin.listTopics().names().get().contains(SOURCE));
            admin.createTopics(List.of(new NewTopic(SOURCE, 2, (short) 1))).all().get();
        }
    }

    /** The offset behind the last record of a partition of the source. */
    private static long next(int partition) throws Exception {
        TopicPartition place = new TopicPartition(SOURCE, partition);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(place, OffsetSpec.latest()))
                    .partitionResult(place)
                    .get()
                    .offset();
        }
    }

    private static String positionName(int partition) throws Exception {
        try (Admin admin = admin()) {
            Uuid id =
                    admin.describeTopics(List.of(SOURCE))
                            .allTopicNames()
                            .get()
                            .get(SOURCE)
                            .topicId();
            return "%s/%s/%d".formatted(SOURCE, id, partition);
        }
    }

    private static Map<String, Long> positions() {
        Map<String, Long> positions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : positionRecords()) {
            if (record.value() != null) {
                positions.put(
                        new String(record.key(), UTF_8),
                        Long.parseLong(new String(record.value(), UTF_8)));
            }
        }
        return positions;
    }

    private static List<ConsumerRecord<byte[], byte[]>> positionRecords() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader(Topics.STAGE_POSITIONS)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            await().atMost(LONG)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                                return ends.entrySet().stream()
                                        .allMatch(
                                                end ->
                                                        consumer.position(end.getKey())
                                                                >= end.getValue());
                            });
        }
        return found;
    }

    private static Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", EmbeddedPlatform.shared().bootstrapServers()));
    }

    /** Another member comes and goes. */
    private static void haveTheGroupAssignedAnew() {
        try (KafkaConsumer<byte[], byte[]> other =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                EmbeddedPlatform.shared().bootstrapServers(),
                                "group.id",
                                SOURCE,
                                "enable.auto.commit",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            other.subscribe(List.of(SOURCE));
            await().atMost(LONG)
                    .until(
                            () -> {
                                other.poll(Duration.ofMillis(100));
                                return !other.assignment().isEmpty();
                            });
        }
    }

    @Test
    void saysInReadinessAndHeartbeatsHowItIs() throws Exception {
        await().atMost(LONG).until(() -> get("/actuator/health/readiness").statusCode() == 200);

        assertThat(get("/actuator/health/readiness").body())
                .contains("\"kafka\"", "\"platform\"", "\"consumer-words\"");
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").body())
                .contains(
                        "stacklens_words_records_received_total{service=\"words\",stage=\"words\"}");
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(read(Topics.HEARTBEATS, 1))
                                        .extracting(
                                                beat -> Json.read(beat.value(), Heartbeat.class))
                                        .anySatisfy(
                                                beat -> {
                                                    assertThat(beat.service()).isEqualTo("words");
                                                    assertThat(beat.ready()).isTrue();
                                                    assertThat(beat.lag()).containsKey(SOURCE);
                                                    assertThat(beat.counters())
                                                            .containsKey("received");
                                                }));
    }

    @Test
    void refusesAForeignOrigin() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/actuator/info"))
                        .header("Origin", "https://elsewhere.example")
                        .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    private static Map<String, Long> totals() {
        return service.getBean(RecordFatesRegistry.class).totals();
    }

    private static long since(Map<String, Long> before, String fate) {
        return totals().get(fate) - before.get(fate);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        return URI.create("http://localhost:" + port + path);
    }

    private static void send(int partition, String batch) throws Exception {
        producer.send(new ProducerRecord<>(SOURCE, partition, null, batch.getBytes(UTF_8))).get();
    }

    private static List<String> values(String topic, int count) {
        return read(topic, count).stream()
                .map(found -> found.partition() + ":" + new String(found.value(), UTF_8))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    /** At least so many records from the topic's beginning. */
    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader(topic)) {
            await().atMost(LONG)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                                return found.size() >= count;
                            });
        }
        return found;
    }

    private static KafkaConsumer<byte[], byte[]> reader(String topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                EmbeddedPlatform.shared().bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(
                consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }
}
