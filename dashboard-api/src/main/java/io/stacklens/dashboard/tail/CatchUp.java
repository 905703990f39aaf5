package io.stacklens.dashboard.tail;

import io.stacklens.model.RecordId;
import io.stacklens.model.batch.MalformedBatchException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads from the topic what passed between two places, for one client that was away. */
final class CatchUp {

    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final TailSearch search;
    private final TailPosition to;
    private final Predicate<RecordId> wanted;
    private final Missed missed;
    private TailPosition position;

    /**
     * Prepares to read.
     *
     * @param from the first that the client has not seen
     * @param to the first that it will see anyway
     * @param wanted which ids it has not seen
     * @param missed takes what is found
     */
    CatchUp(
            Consumer<byte[], byte[]> consumer,
            TailSearch search,
            TailPosition from,
            TailPosition to,
            Predicate<RecordId> wanted,
            Missed missed) {
        this.consumer = consumer;
        this.search = search;
        this.position = from;
        this.to = to;
        this.wanted = wanted;
        this.missed = missed;
    }

    /**
     * Reads all of it.
     *
     * @param earliest what was written before is left out
     */
    void run(Instant earliest) {
        List<TopicPartition> partitions =
                TailReader.partitions(consumer).stream().filter(this::isBehind).toList();
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        begin(partitions, earliest);
        boolean open = true;
        while (open) {
            consumer.poll(POLL).forEach(this::look);
            // Beyond its last batch a partition holds what no reader sees: ends of transactions.
            open = partitions.stream().anyMatch(this::isBefore);
        }
        position = to;
    }

    private boolean isBehind(TopicPartition partition) {
        return position.offset(partition.partition()) < to.offset(partition.partition());
    }

    private boolean isBefore(TopicPartition partition) {
        return consumer.position(partition) < to.offset(partition.partition());
    }

    private void begin(List<TopicPartition> partitions, Instant earliest) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, earliest.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> inTime = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            int number = partition.partition();
            @Nullable OffsetAndTimestamp since = inTime.get(partition);
            long least =
                    Math.max(
                            first.getOrDefault(partition, 0L),
                            since == null ? to.offset(number) : since.offset());
            if (position.offset(number) < least) {
                missed.leaveOutBefore(earliest);
                position = position.with(number, Math.min(least, to.offset(number)), 0);
            }
            consumer.seek(partition, position.offset(number));
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        int partition = record.partition();
        if (record.offset() >= to.offset(partition)) {
            return;
        }
        // A place in the middle of a batch means that batch and no later one.
        int seen = record.offset() == position.offset(partition) ? position.rows(partition) : 0;
        try {
            TailBatch batch = new TailBatch(record, position);
            BitSet rows = batch.rows(search);
            for (int row = rows.nextSetBit(seen); row >= 0; row = rows.nextSetBit(row + 1)) {
                if (wanted.test(batch.batch().id(row))) {
                    missed.add(batch.event(row));
                }
            }
        } catch (MalformedBatchException e) {
            // Those that store it dead-letter it; nobody sees it live either.
            log.atDebug().addKeyValue("offset", record.offset()).log("batch does not decode");
        }
        position = position.with(partition, record.offset() + 1, 0);
    }
}
