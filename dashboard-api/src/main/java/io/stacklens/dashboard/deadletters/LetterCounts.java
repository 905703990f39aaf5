package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.topic.TopicReaders;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the dead letters there are. They are read once, and then only what was added since; those
 * that Kafka has deleted are forgotten by the hour.
 */
@Component
class LetterCounts {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READING = Duration.ofSeconds(8);
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final TopicReaders readers;
    private final Map<TopicPartition, Counted> counted = new HashMap<>();

    LetterCounts(TopicReaders readers) {
        this.readers = readers;
    }

    /** Counts on; when there is too much to read at once the answer says that it is not all. */
    synchronized Summary summary() {
        boolean isComplete;
        try (Consumer<byte[], byte[]> reader = readers.openForPast("dead-letter-counts")) {
            List<TopicPartition> partitions =
                    DeadLetters.partitions(reader, DeadLetters::isOfDeadLetters);
            counted.keySet().retainAll(partitions);
            reader.assign(partitions); // the client warns of offsets of others
            Map<TopicPartition, Long> begins = reader.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            ends.entrySet().removeIf(end -> isCounted(end.getKey(), begins, end.getValue()));
            isComplete = count(reader, ends);
        }
        return summed(isComplete);
    }

    /** Whether all is counted up to the end. */
    private boolean isCounted(
            TopicPartition partition, Map<TopicPartition, Long> begins, long end) {
        long begin = begins.getOrDefault(partition, 0L);
        Counted known = counted.get(partition);
        if (known == null || known.next > end) { // the topic was made anew
            known = new Counted();
            counted.put(partition, known);
        }
        known.forgetBefore(begin);
        return known.next >= end;
    }

    private boolean count(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        reader.assign(ends.keySet());
        ends.keySet().forEach(partition -> reader.seek(partition, at(partition).next));
        long deadline = System.nanoTime() + READING.toNanos();
        while (!ends.isEmpty() && System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<byte[], byte[]> letter : reader.poll(POLL)) {
                at(new TopicPartition(letter.topic(), letter.partition())).add(letter);
            }
            ends.keySet().forEach(partition -> at(partition).next = reader.position(partition));
            ends.entrySet().removeIf(end -> at(end.getKey()).next >= end.getValue());
            reader.pause(reader.assignment().stream().filter(p -> !ends.containsKey(p)).toList());
        }
        return ends.isEmpty();
    }

    private Counted at(TopicPartition partition) {
        return counted.computeIfAbsent(partition, _ -> new Counted());
    }

    private Summary summed(boolean isComplete) {
        Map<Kind, Tally> sums = new HashMap<>();
        counted.values().stream()
                .flatMap(partition -> partition.hours.values().stream())
                .flatMap(hour -> hour.tallies.entrySet().stream())
                .forEach(
                        tally ->
                                sums.computeIfAbsent(tally.getKey(), _ -> new Tally())
                                        .add(tally.getValue()));
        List<Summary.Group> groups =
                sums.entrySet().stream()
                        .map(
                                sum ->
                                        new Summary.Group(
                                                sum.getKey().stage(),
                                                sum.getKey().reason(),
                                                sum.getKey().topic(),
                                                sum.getValue().count,
                                                Instant.ofEpochMilli(sum.getValue().newest)))
                        .sorted(
                                Comparator.comparingLong(Summary.Group::count)
                                        .reversed()
                                        .thenComparing(Summary.Group::newest))
                        .toList();
        long total = groups.stream().mapToLong(Summary.Group::count).sum();
        return new Summary(groups, total, isComplete);
    }

    private record Kind(String stage, String reason, String topic) {}

    private static final class Tally {
        private long count;
        private long newest;

        void add(Tally other) {
            count += other.count;
            newest = Math.max(newest, other.newest);
        }
    }

    private static final class Hour {
        private final Map<Kind, Tally> tallies = new HashMap<>();
        private long lastOffset;
    }

    /** The letters of one partition, by the hour in which the broker got them. */
    private static final class Counted {
        private final TreeMap<Long, Hour> hours = new TreeMap<>();
        private long next;

        void add(ConsumerRecord<byte[], byte[]> record) {
            DeadLetter letter = DeadLetterForm.read(record);
            Hour hour = hours.computeIfAbsent(record.timestamp() / HOUR_MILLIS, _ -> new Hour());
            hour.lastOffset = Math.max(hour.lastOffset, record.offset());
            Tally tally =
                    hour.tallies.computeIfAbsent(
                            new Kind(letter.stage(), letter.reason(), letter.topic()),
                            _ -> new Tally());
            tally.count++;
            tally.newest = Math.max(tally.newest, record.timestamp());
        }

        void forgetBefore(long begin) {
            next = Math.max(next, begin);
            hours.values().removeIf(hour -> hour.lastOffset < begin);
        }
    }
}
