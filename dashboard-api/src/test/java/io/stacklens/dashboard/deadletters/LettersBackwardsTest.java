package io.stacklens.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LettersBackwardsTest {

    private static final TopicPartition ONE = new TopicPartition("t.dlq", 1);
    private static final TopicPartition TWO = new TopicPartition("t.dlq", 2);

    private final Topic topic = new Topic();

    @Test
    void mergesPartitionsNewestFirst() {
        // Even offsets here, odd ones there: together they are all times.
        LettersBackwards<Long> letters = letters(200);
        letters.add(ONE, 0, 200);
        letters.add(TWO, 0, 200);

        List<Long> times = all(letters);

        assertThat(times).hasSize(400).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(times).doesNotHaveDuplicates();
    }

    @Test
    void readsOnlyAsFarAsItIsAsked() {
        LettersBackwards<Long> letters = letters(100_000);
        letters.add(ONE, 0, 100_000);

        for (int i = 0; i < 10; i++) {
            assertThat(letters.next()).isEqualTo(2L * (99_999 - i));
        }

        assertThat(topic.given).isLessThan(100);
    }

    @Test
    void leavesOutWhatLiesOutsideItsBounds() {
        LettersBackwards<Long> letters = letters(50);
        letters.add(ONE, 10, 13);
        letters.add(TWO, 20, 20);

        assertThat(all(letters)).containsExactly(24L, 22L, 20L);
    }

    private LettersBackwards<Long> letters(int size) {
        topic.size = size;
        return new LettersBackwards<>(
                topic, ConsumerRecord::timestamp, Comparator.<Long>naturalOrder(), 16);
    }

    private static List<Long> all(LettersBackwards<Long> letters) {
        List<Long> all = new ArrayList<>();
        for (Long next = letters.next(); next != null; next = letters.next()) {
            all.add(next);
        }
        return all;
    }

    /** Partitions of so many records, of which each poll gives a few; time goes by two. */
    private static final class Topic extends MockConsumer<byte[], byte[]> {

        private static final int A_POLL = 7;

        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private int size;
        private int given;

        Topic() {
            super("earliest");
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            positions.clear();
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            positions.put(partition, offset);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
            positions.forEach(
                    (partition, from) -> {
                        if (paused().contains(partition)) {
                            return;
                        }
                        long to = Math.min(size, from + A_POLL);
                        for (long offset = from; offset < to; offset++) {
                            polled.computeIfAbsent(partition, _ -> new ArrayList<>())
                                    .add(record(partition, offset));
                        }
                    });
            polled.forEach((p, records) -> positions.merge(p, (long) records.size(), Long::sum));
            given += polled.values().stream().mapToInt(List::size).sum();
            return new ConsumerRecords<>(polled, Map.of());
        }

        @Override
        public synchronized long position(TopicPartition partition) {
            return positions.getOrDefault(partition, 0L);
        }

        private static ConsumerRecord<byte[], byte[]> record(TopicPartition place, long offset) {
            return new ConsumerRecord<>(
                    place.topic(),
                    place.partition(),
                    offset,
                    2 * offset + (place.equals(TWO) ? 1 : 0),
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    0,
                    null,
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty());
        }
    }
}
