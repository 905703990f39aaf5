package io.stacklens.pipeline.stage;

import io.stacklens.pipeline.stage.StageMemory.Membership;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is known to be committed: what the stage's positions said when a thread got its partitions,
 * and what it has committed since. A group can tell an older offset, as when its broker has
 * crashed; nothing before these may be handled again.
 */
final class HandledOffsets {

    private static final Logger log = LoggerFactory.getLogger(HandledOffsets.class);

    private final String stage;
    private final Supplier<StagePositions> positions;

    @SuppressWarnings("ThreadLocalUsage") // a stage lives as long as its threads
    private final ThreadLocal<StageMemory> memory = ThreadLocal.withInitial(StageMemory::new);

    /**
     * @param positions reads how far the stage has come, in all its threads and instances
     */
    HandledOffsets(String stage, Supplier<StagePositions> positions) {
        this.stage = stage;
        this.positions = positions;
    }

    /** Reads the positions when partitions may have come, of which others may have handled some. */
    void refresh(Consumer<?, ?> consumer) {
        ConsumerGroupMetadata group = consumer.groupMetadata();
        Membership now = new Membership(group.memberId(), group.generationId());
        if (memory.get().isOlderThan(now)) {
            memory.get().take(positions.get(), now);
        }
    }

    /** Reads the positions: what is committed by now, whoever did it. */
    void reread() {
        memory.get().take(positions.get());
    }

    /** These were committed. */
    void add(List<ConsumerRecord<byte[], byte[]>> committed) {
        memory.get().add(committed);
    }

    boolean isHandled(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < next(record);
    }

    /**
     * Lets a poll pass that goes on where the stage was, or later.
     *
     * @throws IllegalStateException if some of it was handled before
     */
    void requireBeyond(List<ConsumerRecord<byte[], byte[]>> polled) {
        if (polled.stream().anyMatch(this::isHandled)) {
            reread(); // the topic may have been made anew
        }
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            if (isHandled(record)) {
                log.atError()
                        .addKeyValue("stage", stage)
                        .addKeyValue("partition", partition(record))
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("next", next(record))
                        .log("the broker has set us back, going on where we were");
                throw new IllegalStateException(
                        "offset %d of %s was handled already (expected: %d or later)"
                                .formatted(record.offset(), partition(record), next(record)));
            }
        }
    }

    /**
     * Says where the stage goes on, once for each partition, in the transaction of these. Never
     * before where it is: they may begin with what an uncertain commit has handled.
     */
    List<ProducerRecord<byte[], byte[]>> positions(List<ConsumerRecord<byte[], byte[]>> polled) {
        Map<Integer, Long> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            next.merge(record.partition(), Math.max(record.offset() + 1, next(record)), Math::max);
        }
        return next.entrySet().stream()
                .map(each -> memory.get().positions().record(each.getKey(), each.getValue()))
                .toList();
    }

    /** Moves a consumer beyond what was handled of these, where it stands before that. */
    void skip(List<ConsumerRecord<byte[], byte[]>> again, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> first = new HashMap<>();
        again.stream()
                .filter(this::isHandled)
                .forEach(record -> first.put(partition(record), next(record)));
        first.keySet().retainAll(consumer.assignment());
        first.forEach(
                (partition, next) -> {
                    if (consumer.position(partition) < next) {
                        consumer.seek(partition, next);
                    }
                });
    }

    private long next(ConsumerRecord<byte[], byte[]> record) {
        return memory.get().next(record.partition());
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
