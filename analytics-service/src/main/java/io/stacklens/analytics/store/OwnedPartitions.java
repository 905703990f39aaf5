package io.stacklens.analytics.store;

import static java.util.Objects.requireNonNull;

import io.stacklens.analytics.offsets.StoredOffset;
import io.stacklens.pipeline.topic.SourcePartition;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

/**
 * The partitions that a consumer owns, and where each was last stored. The database, not Kafka,
 * says where to read on. A partition whose place is not known yet is paused. Not thread-safe.
 */
final class OwnedPartitions {

    private static final Logger log = LoggerFactory.getLogger(OwnedPartitions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final DataSource dataSource;
    private final StoredOffsets offsets;
    private final SourcePartitions sources;
    private final Set<TopicPartition> unplaced = new HashSet<>();
    private final Map<TopicPartition, Long> stored = new HashMap<>();

    OwnedPartitions(
            Consumer<byte[], byte[]> consumer,
            DataSource dataSource,
            StoredOffsets offsets,
            SourcePartitions sources) {
        this.consumer = consumer;
        this.dataSource = dataSource;
        this.offsets = offsets;
        this.sources = sources;
    }

    void add(Collection<TopicPartition> partitions) {
        unplaced.addAll(partitions);
        consumer.pause(partitions);
    }

    void remove(Collection<TopicPartition> partitions) {
        unplaced.removeAll(partitions);
        stored.keySet().removeAll(partitions);
    }

    /** Forgets where the partitions stand; what was read of them will be read again. */
    void forgetPlaces() {
        add(Set.copyOf(stored.keySet()));
        stored.clear();
    }

    boolean arePlaced() {
        return unplaced.isEmpty();
    }

    int count() {
        return unplaced.size() + stored.size();
    }

    /**
     * Moves the consumer to where each partition was last stored; to the beginning where nothing is
     * known of it, or where its topic was made anew; to the end where the topic is shorter than
     * what was read of it, as after a loss of power.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not say what these are now;
     *     without the broker there is nothing to read either
     */
    void place() throws SQLException {
        if (unplaced.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            Map<TopicPartition, StoredOffset> known = new HashMap<>();
            for (TopicPartition partition : unplaced) {
                known.put(partition, offsets.find(connection, partition));
            }
            // Asked after that: what is stored was read from a partition that reached as far.
            Map<TopicPartition, SourcePartition> now = sources.now(unplaced);
            for (TopicPartition partition : unplaced) {
                long next = place(connection, partition, known.get(partition), now.get(partition));
                consumer.seek(partition, next);
                stored.put(partition, next);
            }
        }
        consumer.resume(unplaced);
        unplaced.clear();
    }

    private long place(
            Connection connection,
            TopicPartition partition,
            @Nullable StoredOffset known,
            @Nullable SourcePartition source)
            throws SQLException {
        Uuid id = source == null ? null : source.topicId();
        if (known == null || !known.isOf(id)) {
            if (known != null && known.topicId() != null) {
                log.atWarn()
                        .addKeyValue("partition", partition)
                        .log("the topic was made anew, reading it from the start");
            }
            offsets.begin(connection, partition, beginning(partition), id);
            known = requireNonNull(offsets.find(connection, partition));
        }
        long next = source == null ? known.next() : source.atMostEnd(known.next());
        if (next < known.next()) {
            offsets.advance(connection, Map.of(partition, known.next()), Map.of(partition, next));
        }
        return next;
    }

    /** Reads on where a place is known. */
    void resume() {
        consumer.resume(stored.keySet());
    }

    /** Where each partition was last stored. */
    Map<TopicPartition, Long> stored() {
        return stored;
    }

    /**
     * Where each partition is read to. A position, not the last record's offset plus one, since the
     * markers of transactions take offsets too. Never before what is stored: a client that loses
     * its place, as it can when a broker has crashed, begins at the start.
     */
    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        stored.forEach((p, place) -> positions.put(p, Math.max(place, consumer.position(p))));
        return positions;
    }

    /** Whether a record is from before the place to which its partition is stored. */
    boolean isStored(ConsumerRecord<?, ?> record) {
        Long place = stored.get(new TopicPartition(record.topic(), record.partition()));
        return place != null && record.offset() < place;
    }

    /** A database that knows nothing of a partition gets all that Kafka still has. */
    private long beginning(TopicPartition partition) {
        return consumer.beginningOffsets(List.of(partition)).values().iterator().next();
    }

    void wereStored(Map<TopicPartition, Long> positions) {
        stored.putAll(positions);
    }
}
