package io.stacklens.analytics.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.analytics.TopicsMadeAnew;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.LogRecord;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFates;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The writer's parts on a real broker and a real database, for records of one made-up service. */
final class StoreFixture implements AutoCloseable {

    private final EmbeddedPlatform platform = EmbeddedPlatform.shared();
    private final String group = "store-" + UUID.randomUUID();
    private final String service = "service-" + UUID.randomUUID();
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers =
            new DefaultKafkaProducerFactory<>(
                    Map.of("bootstrap.servers", platform.bootstrapServers(), "acks", "all"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
    private final KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(producers);
    private final AtomicInteger failingSends = new AtomicInteger();
    private final FaultyDataSource dataSource = new FaultyDataSource(newDatabase());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordFates fates = new RecordFates(registry, "analytics", "store");
    private final LogStore store = new LogStore(dataSource, LogStoreOptions.defaults());
    private int sent;

    private PGSimpleDataSource newDatabase() {
        Database database = platform.newDatabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.appUser());
        source.setPassword(database.appPassword());
        return source;
    }

    FaultyDataSource dataSource() {
        return dataSource;
    }

    RecordFates fates() {
        return fates;
    }

    KafkaTemplate<byte[], byte[]> kafka() {
        return kafka;
    }

    LogStoreConsumer consumer(StoreState state) {
        return new LogStoreConsumer(
                this::newConsumer, consumer -> loop(consumer, Duration.ofMillis(50), state), state);
    }

    StoreLoop loop(Consumer<byte[], byte[]> consumer, Duration flushInterval, StoreState state) {
        StoredOffsets offsets = new StoredOffsets(group);
        return new StoreLoop(
                consumer,
                new OwnedPartitions(
                        consumer, dataSource, offsets, SourcePartitions.askedOf(this::newAdmin)),
                new StoreBuffer(
                        dataSource,
                        LogStoreOptions.defaults(),
                        offsets,
                        new StoreDeadLetters(
                                sometimesFailing(),
                                new DeadLetters(LogStoreConsumer.GROUP, Clock.systemUTC())),
                        fates,
                        new StoreMetrics(registry)),
                flushInterval,
                state);
    }

    private Admin newAdmin() {
        return Admin.create(
                Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()));
    }

    void makeTopicAnew() throws Exception {
        TopicsMadeAnew.make(platform.bootstrapServers(), Topics.ENRICHED_LOGS);
    }

    /** Forgets which topic the offsets are of, as they did before that was stored. */
    void forgetTopicIds() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update kafka_offsets set topic_id = null");
        }
    }

    /** As if each partition had been read further than it reaches. */
    void moveOffsetsAhead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update kafka_offsets set next_offset = next_offset + 1000");
        }
    }

    boolean areOffsetsAhead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select max(next_offset) from kafka_offsets")) {
            return row.next() && row.getLong(1) >= 1000;
        }
    }

    /** Lets the next sends of dead letters fail. */
    void failDeadLetters(int count) {
        failingSends.set(count);
    }

    boolean haveDeadLettersFailed() {
        return failingSends.get() == 0;
    }

    private KafkaTemplate<byte[], byte[]> sometimesFailing() {
        return new KafkaTemplate<>(producers) {
            @Override
            public CompletableFuture<SendResult<byte[], byte[]>> send(
                    ProducerRecord<byte[], byte[]> record) {
                return failingSends.getAndUpdate(n -> Math.max(0, n - 1)) > 0
                        ? CompletableFuture.failedFuture(new KafkaException("not taken"))
                        : super.send(record);
            }
        };
    }

    KafkaConsumer<byte[], byte[]> newConsumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        platform.bootstrapServers(),
                        "group.id",
                        group,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    static List<TopicPartition> partitions() {
        return IntStream.range(0, 4)
                .mapToObj(partition -> new TopicPartition(Topics.ENRICHED_LOGS, partition))
                .toList();
    }

    /** Sends batches of records with numbered bodies, spread over the partitions. */
    void send(int batches, int recordsEach) {
        for (int batch = 0; batch < batches; batch++) {
            LogBatchBuilder records = new LogBatchBuilder();
            for (int i = 0; i < recordsEach; i++) {
                records.addRow();
                long time = System.currentTimeMillis() * 1_000_000;
                records.put(LogColumn.OBSERVED_TIMESTAMP, time)
                        .put(LogColumn.SEVERITY_NUMBER, 9)
                        .put(LogColumn.SERVICE, service)
                        .put(LogColumn.BODY, "number " + sent)
                        .put(LogColumn.ORIGIN_OFFSET, sent++);
            }
            kafka.send(Topics.ENRICHED_LOGS, batch % 4, null, records.build().encode()).join();
        }
    }

    /** Sends one record as the replay for a consumer group. */
    void sendReplay(String addressee, String body) {
        LogBatchBuilder record = new LogBatchBuilder();
        record.addRow();
        record.put(LogColumn.OBSERVED_TIMESTAMP, System.currentTimeMillis() * 1_000_000)
                .put(LogColumn.SERVICE, service)
                .put(LogColumn.BODY, body);
        ProducerRecord<byte[], byte[]> replay =
                new ProducerRecord<>(Topics.ENRICHED_LOGS, 0, null, record.build().encode());
        replay.headers()
                .add(DeadLetterHeaders.REPLAYED_TO, addressee.getBytes(StandardCharsets.UTF_8));
        kafka.send(replay).join();
    }

    void sendBytes(byte[] value) {
        kafka.send(Topics.ENRICHED_LOGS, 1, null, value).join();
    }

    /** The numbers that were sent, sorted as text. */
    List<String> sentBodies() {
        return IntStream.range(0, sent).mapToObj(i -> "number " + i).sorted().toList();
    }

    /** The bodies that are stored, sorted as text. */
    List<String> storedBodies() {
        List<LogRecord> stored = new ArrayList<>();
        store.stream(
                new LogSearch(LogQuery.all(), null, null, service, null, 1, null), stored::add);
        return stored.stream().map(LogRecord::body).sorted().toList();
    }

    /** What the dead-letter topic holds of a value. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters(byte[] value) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = newConsumer()) {
            List<TopicPartition> partitions =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    p ->
                                            new TopicPartition(
                                                    Topics.deadLetters(Topics.ENRICHED_LOGS), p))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        found.removeIf(record -> !Arrays.equals(record.value(), value));
        return found;
    }

    @Override
    public void close() {
        producers.destroy();
    }
}
