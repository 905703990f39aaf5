package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.topic.TopicReaders;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads the dead-letter topics, as far back as they reach. They are meant to be almost empty: a
 * list reads them whole and keeps only the newest that were asked for.
 */
@Component
class DeadLetters {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TopicReaders readers;

    DeadLetters(TopicReaders readers) {
        this.readers = readers;
    }

    /**
     * Dead letters, newest first.
     *
     * @param sourceTopic only those of this topic
     * @param after only those that come after this place
     */
    Items<DeadLetter> newestFirst(
            @Nullable String sourceTopic,
            Predicate<DeadLetter> wanted,
            int limit,
            @Nullable Place after) {
        PriorityQueue<Found> newest = new PriorityQueue<>(Comparator.comparing(Found::place));
        readAll(
                sourceTopic,
                letter -> {
                    Place place = Place.of(letter);
                    if (after != null && place.compareTo(after) >= 0) {
                        return;
                    }
                    DeadLetter read = DeadLetterForm.read(letter);
                    if (wanted.test(read)) {
                        newest.add(new Found(place, read));
                        if (newest.size() > limit + 1) {
                            newest.poll();
                        }
                    }
                });
        List<Found> sorted =
                newest.stream().sorted(Comparator.comparing(Found::place).reversed()).toList();
        Items<Found> page = Items.page(sorted, limit, found -> found.place().cursor());
        return new Items<>(page.items().stream().map(Found::letter).toList(), page.nextCursor());
    }

    private void readAll(
            @Nullable String sourceTopic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try (Consumer<byte[], byte[]> reader = readers.open("dead-letters", "earliest")) {
            List<TopicPartition> partitions = partitions(reader, sourceTopic);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (isBefore(reader, ends) && System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> letter : reader.poll(POLL)) {
                    sink.accept(letter);
                }
            }
        }
    }

    private static List<TopicPartition> partitions(
            Consumer<byte[], byte[]> reader, @Nullable String sourceTopic) {
        return reader.listTopics().entrySet().stream()
                .filter(topic -> isDeadLetterTopic(topic.getKey(), sourceTopic))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toUnmodifiableList());
    }

    private static boolean isDeadLetterTopic(String topic, @Nullable String sourceTopic) {
        return sourceTopic == null
                ? topic.endsWith(Topics.deadLetters(""))
                : topic.equals(Topics.deadLetters(sourceTopic));
    }

    private static boolean isBefore(
            Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> reader.position(end.getKey()) < end.getValue());
    }

    private record Found(Place place, DeadLetter letter) {}
}
