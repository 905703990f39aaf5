package io.stacklens.collector;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads {@code collected-logs} from its beginning, keeping what a test looks for. */
final class CollectedLogs implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Predicate<RawRecord> filter;
    private final List<RawRecord> found = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();

    /** A batch that holds something of what a test looks for. */
    record Batch(int partition, RawBatch content) {}

    CollectedLogs(String bootstrap, Predicate<RawRecord> filter) {
        this.filter = filter;
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(
                IntStream.range(0, 4)
                        .mapToObj(i -> new TopicPartition(Topics.COLLECTED_LOGS, i))
                        .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Waits for so many records, and a little longer for one too many. */
    List<RawRecord> await(int count) {
        pollFor(count);
        poll(Duration.ofMillis(300));
        return List.copyOf(found);
    }

    /**
     * Waits for so many records that were answered, and takes one too many along: all are there.
     */
    List<RawRecord> awaitAnswered(int count) {
        pollFor(count);
        return all();
    }

    /** All that are there now and were committed. */
    List<RawRecord> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(100));
        }
        return List.copyOf(found);
    }

    List<Batch> batches() {
        return batches;
    }

    private void pollFor(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            poll(Duration.ofMillis(100));
                            return found.size() >= count;
                        });
    }

    private void poll(Duration timeout) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            RawBatch batch = RawBatch.decode(record.value());
            List<RawRecord> wanted = batch.records().stream().filter(filter).toList();
            found.addAll(wanted);
            if (!wanted.isEmpty()) {
                batches.add(new Batch(record.partition(), batch));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
