package io.stacklens.analytics.store;

import static java.util.Objects.requireNonNull;

import io.stacklens.analytics.offsets.StoredOffset;
import io.stacklens.pipeline.topic.TopicIds;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
    private final TopicIds topics;
    private final Set<TopicPartition> unplaced = new HashSet<>();
    private final Map<TopicPartition, Long> stored = new HashMap<>();

    OwnedPartitions(
            Consumer<byte[], byte[]> consumer,
            DataSource dataSource,
            StoredOffsets offsets,
            TopicIds topics) {
        this.consumer = consumer;
        this.dataSource = dataSource;
        this.offsets = offsets;
        this.topics = topics;
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
     * @throws org.apache.kafka.common.KafkaException if the broker does not say which topics these
     *     are; without the broker there is nothing to read either
     */
    void place() throws SQLException {
        if (unplaced.isEmpty()) {
            return;
        }
        Map<String, Uuid> ids =
                topics.of(unplaced.stream().map(TopicPartition::topic).distinct().toList());
        Map<TopicPartition, Long> ends = consumer.endOffsets(unplaced);
        List<TopicPartition> madeAnew = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            for (TopicPartition partition : unplaced) {
                Uuid id = ids.get(partition.topic());
                StoredOffset known = offsets.find(connection, partition);
                if (known == null || !known.isOf(id)) {
                    if (known != null && known.topicId() != null) {
                        madeAnew.add(partition);
                    }
                    offsets.begin(connection, partition, beginning(partition), id);
                    known = requireNonNull(offsets.find(connection, partition));
                }
                long next = atMost(ends.getOrDefault(partition, known.next()), known, partition);
                if (next < known.next()) {
                    offsets.advance(
                            connection, Map.of(partition, known.next()), Map.of(partition, next));
                }
                consumer.seek(partition, next);
                stored.put(partition, next);
            }
        }
        if (!madeAnew.isEmpty()) {
            log.atWarn()
                    .addKeyValue("partitions", madeAnew)
                    .log("the topic was made anew, reading it from the start");
        }
        consumer.resume(unplaced);
        unplaced.clear();
    }

    /** Records that come now take the offsets of those that are lost, and are others. */
    private static long atMost(long end, StoredOffset known, TopicPartition partition) {
        if (known.next() <= end) {
            return known.next();
        }
        log.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("position", known.next())
                .addKeyValue("end", end)
                .log("the broker has lost records that were handled, going on at the end");
        return end;
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
