package io.stacklens.collector.delivery;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Looks for the batches of a spool on their topic. */
final class TopicSearch {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String spoolId;
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    TopicSearch(String spoolId, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.spoolId = spoolId;
        this.consumers = consumers;
    }

    /** The sequences of this spool's batches from an offset to the present end. */
    Set<Long> sequences(int partition, long from) {
        TopicPartition place = new TopicPartition(Topics.COLLECTED_LOGS, partition);
        Set<Long> found = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(List.of(place));
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
            consumer.seek(place, Math.max(from, begin));
            while (consumer.position(place) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    BatchMark.sequence(record.headers(), spoolId).ifPresent(found::add);
                }
            }
        }
        return found;
    }
}
