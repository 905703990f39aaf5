package io.stacklens.parser.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stacklens.embedded.EmbeddedBroker;
import io.stacklens.embedded.Migrator;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.RequestPartId;
import io.stacklens.model.batch.SeenKeys;
import io.stacklens.model.batch.SeenKeys.Seen;
import io.stacklens.pipeline.stage.StageBlockedException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Transactions of a predecessor, in every state that a successor can find them in. */
class SeenKeysTopicIT {

    @TempDir private static Path data;
    private static EmbeddedBroker broker;
    private static Map<String, Object> connection;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(data, 0);
        Migrator.createTopics(broker.bootstrapServers());
        connection = Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void findsNothingInAnEmptyPartition() {
        assertThat(read(0, Duration.ofSeconds(30))).isEmpty();
    }

    @Test
    void readsWhatWasCommittedAndNotWhatWasAborted() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("committed-and-aborted")) {
            transaction(producer, 1, part(1), part(2));
            producer.commitTransaction();
            transaction(producer, 1, part(3));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.SEEN_KEYS, 1, null, new byte[] {'?'})).get();
            producer.commitTransaction();
            transaction(producer, 1, part(4));
            producer.commitTransaction();
        }

        assertThat(read(1, Duration.ofSeconds(30))).containsExactly(part(1), part(2), part(4));
    }

    @Test
    void waitsForATransactionThatIsStillOpen() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("slow")) {
            transaction(producer, 2, part(1));
            CompletableFuture<List<Seen>> reading =
                    CompletableFuture.supplyAsync(() -> read(2, Duration.ofSeconds(60)));
            assertThat(reading).isNotDone();
            producer.commitTransaction();

            assertThat(reading.get(60, TimeUnit.SECONDS)).containsExactly(part(1));
        }
    }

    @Test
    void givesThePollBackWhenATransactionStaysOpen() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("stuck")) {
            transaction(producer, 3, part(1));

            assertThatExceptionOfType(StageBlockedException.class)
                    .isThrownBy(() -> read(3, Duration.ofMillis(100)))
                    .withMessageContaining("a transaction on seen-keys-3 is open");
            producer.abortTransaction();
        }
    }

    private static List<Seen> read(int partition, Duration patience) {
        Map<String, Object> consumer =
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "not used",
                        "auto.offset.reset",
                        "earliest",
                        "key.deserializer",
                        ByteArrayDeserializer.class,
                        "value.deserializer",
                        ByteArrayDeserializer.class);
        List<Seen> parts = new ArrayList<>();
        new SeenKeysTopic(consumer, connection, patience).read(partition, parts::add);
        return parts;
    }

    private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "transactional.id",
                                transactionalId),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** Leaves it open, with its keys on the broker. */
    private static void transaction(
            KafkaProducer<byte[], byte[]> producer, int partition, Seen... parts) throws Exception {
        producer.beginTransaction();
        byte[] value = new SeenKeys(List.of(parts)).encode();
        producer.send(new ProducerRecord<>(Topics.SEEN_KEYS, partition, null, value)).get();
    }

    private static Seen part(int number) {
        return new Seen(new RequestPartId(number, number), number);
    }
}
