package io.stacklens.pipeline.stage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each thread of a stage knows to be committed, since it did so itself. A client that loses
 * its place, as it can when a broker has crashed, begins again at the start of its partitions;
 * nothing of that may be handled twice.
 */
final class HandledOffsets {

    private static final Logger log = LoggerFactory.getLogger(HandledOffsets.class);

    private final String stage;

    /** Where partitions go on at the earliest. */
    @SuppressWarnings("ThreadLocalUsage") // a stage lives as long as its threads
    private final ThreadLocal<Map<TopicPartition, Long>> next =
            ThreadLocal.withInitial(HashMap::new);

    HandledOffsets(String stage) {
        this.stage = stage;
    }

    /** These were committed. */
    void add(List<ConsumerRecord<byte[], byte[]>> committed) {
        committed.forEach(
                record -> next.get().merge(partition(record), record.offset() + 1, Math::max));
    }

    /**
     * Lets a poll pass that goes on where the thread was, or later.
     *
     * @throws IllegalStateException if some of it was handled before
     */
    void requireBeyond(List<ConsumerRecord<byte[], byte[]>> polled) {
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            Long expected = next.get().get(partition(record));
            if (expected != null && record.offset() < expected) {
                log.atError()
                        .addKeyValue("stage", stage)
                        .addKeyValue("partition", partition(record))
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("next", expected)
                        .log("the broker has set us back, going on where we were");
                throw new IllegalStateException(
                        "offset %d of %s was handled already (expected: %d or later; if the topic was made anew, restart this service)"
                                .formatted(record.offset(), partition(record), expected));
            }
        }
    }

    /** Moves a consumer beyond what was handled, after it was told to read these again. */
    void skip(List<ConsumerRecord<byte[], byte[]>> again, Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> first = new HashMap<>();
        again.forEach(record -> first.putIfAbsent(partition(record), record.offset()));
        first.forEach(
                (partition, offset) -> {
                    Long expected = next.get().get(partition);
                    if (expected != null && offset < expected) {
                        consumer.seek(partition, expected);
                    }
                });
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
