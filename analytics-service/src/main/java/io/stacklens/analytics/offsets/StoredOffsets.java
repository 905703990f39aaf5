package io.stacklens.analytics.offsets;

import static java.util.Objects.requireNonNull;

import io.stacklens.pipeline.topic.SourcePartition;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A group's rows of {@code kafka_offsets}. Moving an offset on is a compare-and-set in the
 * transaction of the results, so a consumer that has lost its partition without knowing cannot
 * write what its successor writes too.
 */
public final class StoredOffsets {

    /**
     * Makes a row for a partition that nothing is known of. Of a topic that was made anew it begins
     * at the given offset again; a row without a topic's id stays where it is and gets the id.
     */
    public static final String BEGIN =
            """
            insert into kafka_offsets as known (consumer_group, topic, partition, next_offset, topic_id)
            values (?, ?, ?, ?, ?)
            on conflict (consumer_group, topic, partition) do update
            set next_offset = case when known.topic_id is null then known.next_offset
                                   else excluded.next_offset end,
                topic_id = excluded.topic_id
            where known.topic_id is distinct from excluded.topic_id
              and excluded.topic_id is not null
            """;

    private static final Logger log = LoggerFactory.getLogger(StoredOffsets.class);
    private static final String FIND =
            "select next_offset, topic_id from kafka_offsets"
                    + " where consumer_group = ? and topic = ? and partition = ?";

    private final String group;
    private final JdbcOperations jdbc;
    private final SourcePartitions sources;

    public StoredOffsets(String group, JdbcOperations jdbc, SourcePartitions sources) {
        this.group = group;
        this.jdbc = jdbc;
        this.sources = sources;
    }

    /**
     * Where each of these partitions goes on; 0 for one that was never read, or whose topic was
     * made anew since; the end of one that is shorter than what was read of it.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not say what these are now
     * @throws OwnerChangedException if another consumer moves one of them on meanwhile
     */
    public Map<TopicPartition, Long> load(Collection<TopicPartition> partitions) {
        Map<TopicPartition, StoredOffset> stored = new HashMap<>();
        partitions.forEach(partition -> stored.put(partition, find(partition)));
        // Asked after that: what is stored was read from a partition that reached as far.
        Map<TopicPartition, SourcePartition> now = sources.now(partitions);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        stored.forEach(
                (partition, offset) ->
                        offsets.put(partition, place(partition, offset, now.get(partition))));
        return offsets;
    }

    private long place(
            TopicPartition partition,
            @Nullable StoredOffset stored,
            @Nullable SourcePartition source) {
        Uuid id = source == null ? null : source.topicId();
        if (stored == null || !stored.isOf(id)) {
            if (stored != null && stored.topicId() != null) {
                log.atWarn()
                        .addKeyValue("group", group)
                        .addKeyValue("partition", partition)
                        .log("the topic was made anew, reading it from the start");
            }
            begin(partition, id);
            stored = requireNonNull(find(partition));
        }
        long next = source == null ? stored.next() : source.atMostEnd(stored.next());
        if (next < stored.next()) {
            advance(partition, stored.next(), next);
        }
        return next;
    }

    private @Nullable StoredOffset find(TopicPartition partition) {
        return jdbc
                .query(
                        FIND,
                        (row, _) -> new StoredOffset(row.getLong(1), row.getString(2)),
                        group,
                        partition.topic(),
                        partition.partition())
                .stream()
                .findFirst()
                .orElse(null);
    }

    private void begin(TopicPartition partition, @Nullable Uuid id) {
        jdbc.update(
                BEGIN,
                group,
                partition.topic(),
                partition.partition(),
                0,
                id == null ? null : id.toString());
    }

    /**
     * Moves an offset.
     *
     * @throws OwnerChangedException if it is not where it is expected
     */
    public void advance(TopicPartition partition, long expected, long next) {
        int moved =
                jdbc.update(
                        "update kafka_offsets set next_offset = ?"
                                + " where consumer_group = ? and topic = ? and partition = ?"
                                + " and next_offset = ?",
                        next,
                        group,
                        partition.topic(),
                        partition.partition(),
                        expected);
        if (moved != 1) {
            throw new OwnerChangedException(
                    "offset of %s is not %d any more".formatted(partition, expected));
        }
    }
}
