package io.stacklens.dashboard.stats;

import io.stacklens.dashboard.topic.TopicReaders;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lag of the consumers that keep their offsets in the database, with their results. Asked once
 * a second at most: it takes a round trip to the broker.
 */
@Component
class StoredOffsets implements DisposableBean {

    private static final long REMEMBERED_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private final TopicReaders readers;
    private @Nullable Consumer<byte[], byte[]> reader;
    private @Nullable Map<String, Long> last;
    private long askedAt;

    StoredOffsets(JdbcClient jdbc, TopicReaders readers) {
        this.jdbc = jdbc;
        this.readers = readers;
    }

    /** Kafka records that are not read yet, by group. */
    synchronized Map<String, Long> lag() {
        Map<String, Long> known = last;
        if (known == null || System.nanoTime() - askedAt > REMEMBERED_NANOS) {
            known = ask();
            last = known;
            askedAt = System.nanoTime();
        }
        return known;
    }

    private Map<String, Long> ask() {
        List<Position> positions =
                jdbc.sql("select consumer_group, topic, partition, next_offset from kafka_offsets")
                        .query((row, _) -> position(row))
                        .list();
        if (positions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> ends =
                ends(positions.stream().map(Position::partition).distinct().toList());
        Map<String, Long> lag = new HashMap<>();
        for (Position position : positions) {
            long end = ends.getOrDefault(position.partition(), position.next());
            lag.merge(position.group(), Math.max(0, end - position.next()), Long::sum);
        }
        return lag;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        if (reader == null) {
            reader = readers.open("lag", "latest");
        }
        return reader.endOffsets(partitions);
    }

    @Override
    public synchronized void destroy() {
        if (reader != null) {
            reader.close();
        }
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(
                row.getString("consumer_group"),
                new TopicPartition(row.getString("topic"), row.getInt("partition")),
                row.getLong("next_offset"));
    }

    private record Position(String group, TopicPartition partition, long next) {}
}
