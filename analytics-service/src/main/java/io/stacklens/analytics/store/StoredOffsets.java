package io.stacklens.analytics.store;

import static io.stacklens.analytics.offsets.StoredOffsets.BEGIN;

import io.stacklens.analytics.offsets.StoredOffset;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * How far a consumer group's results are stored: the next offset of each partition, in {@code
 * kafka_offsets}, moved in the transaction that stores the results.
 */
final class StoredOffsets {

    private static final String FIND =
            "select next_offset, topic_id from kafka_offsets"
                    + " where consumer_group = ? and topic = ? and partition = ?";
    private static final String ADVANCE =
            "update kafka_offsets set next_offset = ? where consumer_group = ? and topic = ? and"
                    + " partition = ? and next_offset = ?";

    private final String group;

    StoredOffsets(String group) {
        this.group = group;
    }

    @Nullable StoredOffset find(Connection connection, TopicPartition partition)
            throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            bindKey(find, 1, partition);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? new StoredOffset(row.getLong(1), row.getString(2)) : null;
            }
        }
    }

    /** Says where a partition begins that nothing is stored of yet, or whose topic is a new one. */
    void begin(Connection connection, TopicPartition partition, long offset, @Nullable Uuid topic)
            throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            bindKey(begin, 1, partition);
            begin.setLong(4, offset);
            begin.setString(5, topic == null ? null : topic.toString());
            begin.executeUpdate();
        }
    }

    /**
     * Moves partitions on, each from where it is expected to stand.
     *
     * @return whether all stood there; if not, another owner has moved one, and the transaction
     *     must be rolled back
     */
    boolean advance(
            Connection connection,
            Map<TopicPartition, Long> expected,
            Map<TopicPartition, Long> next)
            throws SQLException {
        try (PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
            for (Map.Entry<TopicPartition, Long> move : next.entrySet()) {
                Long from = expected.get(move.getKey());
                if (from == null) {
                    throw new IllegalStateException("no place of " + move.getKey());
                }
                advance.setLong(1, move.getValue());
                bindKey(advance, 2, move.getKey());
                advance.setLong(5, from);
                if (advance.executeUpdate() != 1) {
                    return false;
                }
            }
            return true;
        }
    }

    private void bindKey(PreparedStatement statement, int first, TopicPartition partition)
            throws SQLException {
        statement.setString(first, group);
        statement.setString(first + 1, partition.topic());
        statement.setInt(first + 2, partition.partition());
    }
}
