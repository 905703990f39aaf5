package io.stacklens.analytics.offsets;

import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A group's rows of {@code kafka_offsets}. Moving an offset on is a compare-and-set in the
 * transaction of the results, so a consumer that has lost its partition without knowing cannot
 * write what its successor writes too.
 */
public final class StoredOffsets {

    private final String group;
    private final JdbcOperations jdbc;

    public StoredOffsets(String group, JdbcOperations jdbc) {
        this.group = group;
        this.jdbc = jdbc;
    }

    /** Where each of these partitions goes on; 0 for one that was never read. */
    public Map<TopicPartition, Long> load(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            jdbc.update(
                    "insert into kafka_offsets values (?, ?, ?, 0) on conflict do nothing",
                    group,
                    partition.topic(),
                    partition.partition());
            jdbc.query(
                    "select next_offset from kafka_offsets"
                            + " where consumer_group = ? and topic = ? and partition = ?",
                    (RowCallbackHandler) row -> offsets.put(partition, row.getLong(1)),
                    group,
                    partition.topic(),
                    partition.partition());
        }
        return offsets;
    }

    /**
     * Moves an offset on.
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
