package io.stacklens.analytics.store;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads, and stores what it has read when that fills a block or has waited long enough. All on the
 * consumer's thread. While the database is away nothing is read, the membership in the group is
 * kept, and storing is tried again without limit.
 */
final class StoreLoop implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(StoreLoop.class);
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final Duration SHORT_POLL = Duration.ofMillis(100);
    private static final Duration PUBLISH_INTERVAL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final OwnedPartitions partitions;
    private final StoreBuffer buffer;
    private final Duration flushInterval;
    private final StoreState state;

    private long oldest;
    private Duration retry = SHORTEST_RETRY;
    private long retryAt;
    private long publishAt;

    StoreLoop(
            Consumer<byte[], byte[]> consumer,
            OwnedPartitions partitions,
            StoreBuffer buffer,
            Duration flushInterval,
            StoreState state) {
        this.consumer = consumer;
        this.partitions = partitions;
        this.buffer = buffer;
        this.flushInterval = flushInterval;
        this.state = state;
    }

    /** One turn: poll, then store if it is time. */
    void turn() {
        if (state.isDatabaseAway()) {
            consumer.poll(SHORT_POLL); // All is paused; this keeps the membership.
            if (System.nanoTime() - retryAt < 0) {
                return;
            }
        } else {
            read();
        }
        try {
            partitions.place();
            if (isTimeToStore()) {
                store();
            }
            databaseIsBack();
        } catch (SQLException e) {
            databaseIsAway(e);
        }
    }

    /** Stores what is left. */
    void end() {
        storeOnce();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        partitions.add(assigned);
        state.owns(partitions.count());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        storeOnce();
        partitions.remove(revoked);
        state.owns(partitions.count());
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        partitions.remove(lost);
        reread();
        state.owns(partitions.count());
    }

    private void read() {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(pollTime());
        boolean complete = false;
        try {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                if (partitions.isStored(record)) {
                    log.atError()
                            .addKeyValue("partition", record.partition())
                            .addKeyValue("offset", record.offset())
                            .log("the broker has set us back, going on where we were");
                    return;
                }
                if (buffer.isEmpty()) {
                    oldest = System.nanoTime();
                }
                buffer.add(record);
            }
            complete = true;
        } finally {
            // The positions are behind the whole poll already: a part of it must never be stored.
            if (!complete) {
                reread();
            }
        }
    }

    private Duration pollTime() {
        if (buffer.isEmpty()) {
            return SHORT_POLL;
        }
        Duration left = flushInterval.minusNanos(System.nanoTime() - oldest);
        return left.isNegative()
                ? Duration.ZERO
                : left.compareTo(SHORT_POLL) < 0 ? left : SHORT_POLL;
    }

    private boolean isTimeToStore() {
        return buffer.isFull()
                || (!buffer.isEmpty() && System.nanoTime() - oldest >= flushInterval.toNanos());
    }

    private void store() throws SQLException {
        Map<TopicPartition, Long> positions = partitions.positions();
        if (buffer.store(partitions.stored(), positions)) {
            partitions.wereStored(positions);
            publish(positions);
        } else {
            log.atInfo().log("another consumer has stored a partition of ours, reading it again");
            reread();
        }
    }

    /** Tries once to store what was read; what is not stored is read again by its next owner. */
    private void storeOnce() {
        if (buffer.isEmpty()) {
            return;
        }
        try {
            store();
        } catch (SQLException e) {
            log.atInfo()
                    .addKeyValue("error", e.getMessage())
                    .log("not stored before the hand-over");
            reread();
        }
    }

    private void reread() {
        buffer.drop();
        partitions.forgetPlaces();
    }

    /** Tells Kafka where we are; nobody reads from there, but its tools show the lag by it. */
    private void publish(Map<TopicPartition, Long> positions) {
        if (System.nanoTime() - publishAt < 0) {
            return;
        }
        publishAt = System.nanoTime() + PUBLISH_INTERVAL.toNanos();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((p, position) -> offsets.put(p, new OffsetAndMetadata(position)));
        consumer.commitAsync(offsets, (_, _) -> {});
    }

    private void databaseIsAway(SQLException e) {
        if (!state.isDatabaseAway()) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("database is away, waiting");
            consumer.pause(consumer.assignment());
        }
        state.databaseIsAway(String.valueOf(e.getMessage()));
        retryAt = System.nanoTime() + retry.toNanos();
        retry = retry.multipliedBy(2);
        retry = retry.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry;
    }

    private void databaseIsBack() {
        if (state.isDatabaseAway()) {
            log.atInfo().log("database is back");
            partitions.resume();
            state.databaseIsBack();
        }
        retry = SHORTEST_RETRY;
    }
}
