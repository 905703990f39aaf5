package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.topic.TopicReaders;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds dead letters in their topics, from the newest backwards, reading only as far as needed. */
@Component
class DeadLetters {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A list that looks for rare letters among many answers with what it has after this time. */
    private static final Duration LOOKING = Duration.ofSeconds(3);

    /** A letter is on its topic within this time after it was given up, clocks included. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final TopicReaders readers;
    private final ReplayLog replays;
    private final LetterRedaction redaction;

    DeadLetters(TopicReaders readers, ReplayLog replays, LetterRedaction redaction) {
        this.readers = readers;
        this.replays = replays;
        this.redaction = redaction;
    }

    /**
     * Dead letters, newest first.
     *
     * @param after only those that come after this place
     */
    Items<DeadLetter> newestFirst(LetterFilter filter, int limit, @Nullable Place after) {
        return newestFirst(filter, limit, after, _ -> true);
    }

    /** The newest that were not replayed yet. */
    Items<DeadLetter> notReplayed(LetterFilter filter, int limit) {
        return newestFirst(filter, limit, null, letter -> letter.replay() == null);
    }

    private Items<DeadLetter> newestFirst(
            LetterFilter filter, int limit, @Nullable Place after, Predicate<DeadLetter> wanted) {
        replays.refresh();
        List<DeadLetter> page = new ArrayList<>();
        Place last = null;
        try (Consumer<byte[], byte[]> reader = readers.openForPast("dead-letters")) {
            LettersBackwards<Found> letters = backwards(reader, filter, limit, after);
            long deadline = System.nanoTime() + LOOKING.toNanos();
            for (Found found = letters.next(); found != null; found = letters.next()) {
                boolean isPast = after != null && found.place().compareTo(after) >= 0;
                if (!isPast && found.matches() && wanted.test(found.letter())) {
                    if (page.size() == limit) {
                        return new Items<>(page, cursor(last));
                    }
                    page.add(found.letter());
                }
                last = found.place();
                if (System.nanoTime() - deadline > 0) {
                    return new Items<>(page, cursor(last));
                }
            }
        }
        return new Items<>(page, null);
    }

    private static @Nullable String cursor(@Nullable Place last) {
        return last == null ? null : last.cursor().encode();
    }

    /** The letter with its bytes. */
    Optional<ConsumerRecord<byte[], byte[]>> find(LetterId id) {
        try (Consumer<byte[], byte[]> reader = readers.openForPast("dead-letter")) {
            return find(reader, id);
        }
    }

    /** The same with a reader that is used for several. */
    Optional<ConsumerRecord<byte[], byte[]>> find(Consumer<byte[], byte[]> reader, LetterId id) {
        TopicPartition place = id.place();
        List<TopicPartition> there = partitions(reader, id.topic()::equals);
        if (!there.contains(place)) {
            return Optional.empty();
        }
        reader.assign(List.of(place));
        long end = reader.endOffsets(List.of(place)).getOrDefault(place, 0L);
        if (id.offset() >= end) {
            return Optional.empty();
        }
        reader.seek(place, id.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (reader.position(place) <= id.offset()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (record.offset() == id.offset()) {
                    return Optional.of(record);
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("dead letter %s was not read in time".formatted(id));
            }
        }
        return Optional.empty();
    }

    Consumer<byte[], byte[]> open() {
        return readers.openForPast("dead-letter-replay");
    }

    private LettersBackwards<Found> backwards(
            Consumer<byte[], byte[]> reader,
            LetterFilter filter,
            int limit,
            @Nullable Place after) {
        String topic = filter.topic();
        List<TopicPartition> partitions =
                partitions(
                        reader,
                        topic == null
                                ? DeadLetters::isOfDeadLetters
                                : Topics.deadLetters(topic)::equals);
        reader.assign(partitions); // the client warns of offsets of others
        LettersBackwards<Found> letters =
                new LettersBackwards<>(
                        reader, record -> found(record, filter), Found.ORDER, limit + 1);
        Map<TopicPartition, Long> begins =
                filter.from() == null
                        ? reader.beginningOffsets(partitions)
                        : offsetsAt(reader, partitions, filter.from().minus(SLACK));
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        Map<TopicPartition, Long> upTo = ends;
        Instant latest = latest(filter.to(), after);
        if (latest != null) {
            upTo = offsetsAt(reader, partitions, latest);
        }
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            letters.add(
                    partition,
                    begins.getOrDefault(partition, end),
                    Math.min(end, upTo.getOrDefault(partition, end)));
        }
        return letters;
    }

    /** Nothing that the broker got at this time or later is wanted; null when that may be. */
    private static @Nullable Instant latest(@Nullable Instant to, @Nullable Place after) {
        Instant byTime = to == null ? null : to.plus(SLACK);
        Instant byPlace = after == null ? null : Instant.ofEpochMilli(after.time() + 1);
        if (byTime == null || byPlace == null) {
            return byTime == null ? byPlace : byTime;
        }
        return byTime.isBefore(byPlace) ? byTime : byPlace;
    }

    /**
     * The first offsets that the broker got at this time or later; those that are missing: none.
     */
    private static Map<TopicPartition, Long> offsetsAt(
            Consumer<byte[], byte[]> reader, Collection<TopicPartition> partitions, Instant time) {
        long millis = Math.max(0, time.toEpochMilli());
        Map<TopicPartition, OffsetAndTimestamp> found =
                reader.offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(p -> p, _ -> millis)));
        return found.entrySet().stream()
                .filter(offset -> offset.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, o -> o.getValue().offset()));
    }

    /** Without secrets already for the filter: else one could guess them piece by piece. */
    private Found found(ConsumerRecord<byte[], byte[]> record, LetterFilter filter) {
        ConsumerRecord<byte[], byte[]> clean = redaction.redacted(record).orElse(record);
        DeadLetter letter = DeadLetterForm.read(clean);
        return new Found(
                Place.of(record),
                letter.with(replays.find(letter.replayKey())),
                filter.matches(letter, clean));
    }

    static List<TopicPartition> partitions(
            Consumer<byte[], byte[]> reader, Predicate<String> topics) {
        return reader.listTopics().entrySet().stream()
                .filter(topic -> topics.test(topic.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    static boolean isOfDeadLetters(String topic) {
        return topic.endsWith(Topics.deadLetters(""));
    }

    private record Found(Place place, DeadLetter letter, boolean matches) {
        static final Comparator<Found> ORDER = Comparator.comparing(Found::place);
    }
}
