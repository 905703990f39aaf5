package io.stacklens.dashboard.deadletters;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads partitions from their ends, some records at a time, and merges them newest first. Only what
 * {@code form} makes of a record is kept, not its bytes.
 */
final class LettersBackwards<T> {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LEAST_CHUNK = 16;
    private static final int LARGEST_CHUNK = 1024;

    private final Consumer<byte[], byte[]> reader;
    private final Function<ConsumerRecord<byte[], byte[]>, T> form;
    private final Comparator<T> order;
    private final Map<TopicPartition, Trail<T>> trails = new HashMap<>();
    private int chunk;

    /**
     * @param order oldest first
     * @param firstChunk how many records of each partition are read at first
     */
    LettersBackwards(
            Consumer<byte[], byte[]> reader,
            Function<ConsumerRecord<byte[], byte[]>, T> form,
            Comparator<T> order,
            int firstChunk) {
        this.reader = reader;
        this.form = form;
        this.order = order;
        this.chunk = Math.clamp(firstChunk, LEAST_CHUNK, LARGEST_CHUNK);
    }

    /** Adds the records of a partition from {@code begin} to before {@code end}. */
    void add(TopicPartition partition, long begin, long end) {
        if (begin < end) {
            trails.put(partition, new Trail<>(begin, end));
        }
    }

    /** The newest that was not given yet, or null when there is none. */
    @Nullable T next() {
        fill();
        Trail<T> newest = null;
        for (Trail<T> trail : trails.values()) {
            if (newest == null || order.compare(trail.read.getLast(), newest.read.getLast()) > 0) {
                newest = trail;
            }
        }
        return newest == null ? null : newest.read.removeLast();
    }

    /** Sees to it that each partition has something to give, and drops those that have not. */
    private void fill() {
        List<TopicPartition> empty = empty();
        while (!empty.isEmpty()) {
            read(empty);
            trails.values().removeIf(Trail::isOver);
            empty = empty();
        }
    }

    private List<TopicPartition> empty() {
        return trails.entrySet().stream()
                .filter(trail -> trail.getValue().read.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Reads the chunk that lies before what was read of each, oldest first as Kafka gives it. */
    private void read(Collection<TopicPartition> partitions) {
        reader.assign(partitions);
        reader.resume(partitions); // assigned again, a partition is still paused
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Trail<T> trail = trail(partition);
            ends.put(partition, trail.end);
            trail.end = Math.max(trail.begin, trail.end - chunk);
            reader.seek(partition, trail.end);
        }
        chunk = Math.min(LARGEST_CHUNK, chunk * 2);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ends.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                Long end = ends.get(partition);
                if (end != null && record.offset() < end) {
                    trail(partition).read.addLast(form.apply(record));
                }
            }
            ends.entrySet().removeIf(end -> isReached(end.getKey(), end.getValue()));
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("dead letters were not read in time: " + ends.keySet());
            }
        }
    }

    private Trail<T> trail(TopicPartition partition) {
        return requireNonNull(trails.get(partition));
    }

    private boolean isReached(TopicPartition partition, long end) {
        if (reader.position(partition) < end) {
            return false;
        }
        reader.pause(List.of(partition));
        return true;
    }

    /** What was read of a partition and not given yet, and what lies before it. */
    private static final class Trail<T> {
        private final long begin;
        private final Deque<T> read = new ArrayDeque<>();
        private long end;

        Trail(long begin, long end) {
            this.begin = begin;
            this.end = end;
        }

        boolean isOver() {
            return read.isEmpty() && end <= begin;
        }
    }
}
