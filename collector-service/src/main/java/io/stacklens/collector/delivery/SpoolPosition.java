package io.stacklens.collector.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * How far a partition's spool is drained, as the topic {@code collector-spool-positions} knows it:
 * key {@code <spool id>/<partition>}, value the sequence of the last batch, in digits.
 */
final class SpoolPosition {

    private static final Duration POLL = Duration.ofMillis(200);

    private final byte[] key;
    private final TopicPartition place;

    /**
     * @param partitions how many the topic of positions has
     */
    SpoolPosition(String spoolId, int partition, int partitions) {
        String name = spoolId + "/" + partition;
        this.key = name.getBytes(US_ASCII);
        this.place =
                new TopicPartition(
                        Topics.COLLECTOR_SPOOL_POSITIONS,
                        Math.floorMod(name.hashCode(), partitions));
    }

    ProducerRecord<byte[], byte[]> record(long sequence) {
        return new ProducerRecord<>(
                place.topic(), place.partition(), key, Long.toString(sequence).getBytes(US_ASCII));
    }

    /**
     * The last one that was committed. Open transactions of others could hide it, so this waits
     * until everything that was there when it began is decided.
     *
     * @param committed makes a consumer that reads what is committed
     * @param all makes a consumer that also sees what is not
     */
    OptionalLong read(
            Supplier<Consumer<byte[], byte[]>> committed, Supplier<Consumer<byte[], byte[]>> all) {
        long end;
        try (Consumer<byte[], byte[]> consumer = all.get()) {
            consumer.assign(List.of(place));
            end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
        }
        OptionalLong position = OptionalLong.empty();
        try (Consumer<byte[], byte[]> consumer = committed.get()) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            while (consumer.position(place) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (Arrays.equals(record.key(), key) && record.value() != null) {
                        position =
                                OptionalLong.of(
                                        Long.parseLong(new String(record.value(), US_ASCII)));
                    }
                }
            }
        }
        return position;
    }
}
