package io.stacklens.analytics.offsets;

import static java.util.stream.Collectors.toSet;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;
import org.springframework.transaction.support.TransactionOperations;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a listener store what follows from each record exactly once: the offset moves on in the
 * transaction of the results. On assignment reading goes on from the stored offset; a poll that is
 * delivered again is skipped up to it. For one consumer thread.
 */
public final class StoredProgress {

    private static final Logger log = LoggerFactory.getLogger(StoredProgress.class);

    private final StoredOffsets offsets;
    private final TransactionOperations transactions;

    /** What the stored offsets should be, as far as they have been read. */
    private final Map<TopicPartition, Long> expected = new HashMap<>();

    private final Repeats repeats = new Repeats();

    public StoredProgress(StoredOffsets offsets, TransactionOperations transactions) {
        this.offsets = offsets;
        this.transactions = transactions;
    }

    public void assigned(Collection<TopicPartition> partitions, ConsumerSeekCallback callback) {
        expected.keySet().removeAll(partitions);
        try {
            offsets.load(partitions)
                    .forEach((p, next) -> callback.seek(p.topic(), p.partition(), next));
        } catch (DataAccessException | KafkaException | OwnerChangedException e) {
            // What the group has committed to Kafka is never ahead of what is stored. Before the
            // first of it is handled all this is asked again, for as long as it takes.
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("stored offsets cannot be read, going on from the group's own");
        }
    }

    public void revoked(Collection<TopicPartition> partitions) {
        expected.keySet().removeAll(partitions);
    }

    /** The records of a poll that have not been stored yet. */
    public List<ConsumerRecord<byte[], byte[]>> fresh(List<ConsumerRecord<byte[], byte[]>> polled) {
        Set<TopicPartition> unsure =
                polled.stream()
                        .filter(this::isUnsure)
                        .map(StoredProgress::partition)
                        .collect(toSet());
        if (!unsure.isEmpty()) {
            expected.putAll(offsets.load(unsure));
        }
        return polled.stream().filter(this::isBeyondStored).toList();
    }

    /**
     * What comes again may be what was read, the start of a topic that was made anew, or in the
     * place of what the broker has lost.
     */
    private boolean isUnsure(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = partition(record);
        if (isBeyondStored(record)) {
            repeats.end(partition);
            return false;
        }
        return repeats.begin(partition, record.offset()) || !expected.containsKey(partition);
    }

    private boolean isBeyondStored(ConsumerRecord<byte[], byte[]> record) {
        Long next = expected.get(partition(record));
        return next != null && record.offset() >= next;
    }

    /**
     * Stores what follows from the fresh records of a poll, and that they have been read.
     *
     * @throws OwnerChangedException if another consumer has read them; nothing is stored then
     */
    public void store(List<ConsumerRecord<byte[], byte[]>> fresh, Runnable results) {
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        fresh.forEach(record -> next.put(partition(record), record.offset() + 1));
        try {
            transactions.executeWithoutResult(
                    _ -> {
                        results.run();
                        next.forEach((p, to) -> offsets.advance(p, expected(p), to));
                    });
        } catch (OwnerChangedException e) {
            expected.keySet().removeAll(next.keySet());
            throw e;
        }
        expected.putAll(next);
    }

    private long expected(TopicPartition partition) {
        return expected.getOrDefault(partition, 0L);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
