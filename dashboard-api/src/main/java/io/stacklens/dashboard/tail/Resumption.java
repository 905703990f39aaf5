package io.stacklens.dashboard.tail;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.topic.TopicReaders;
import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Finds what a client has missed since its last event. The id of an event says how far the client
 * has seen the topic, and the topic is read from there. The id of a record says only a time: then
 * the log store gives what lies after it, and the topic what is not stored yet.
 */
@Component
class Resumption {

    private static final String STORE_GROUP = "analytics-store";

    private final TopicReaders readers;
    private final LogStore store;
    private final JdbcClient jdbc;
    private final TailProperties settings;
    private final InstantSource clock;
    private final Semaphore turns;

    Resumption(
            TopicReaders readers,
            LogStore store,
            JdbcClient jdbc,
            TailProperties settings,
            InstantSource clock) {
        this.readers = readers;
        this.store = store;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
        this.turns = new Semaphore(settings.resumes());
    }

    /** Where a client was: the one or the other. */
    sealed interface Last {

        record Place(TailPosition position) implements Last {}

        record Shown(RecordId id) implements Last {}
    }

    /** Reads the id of the last event that a client got; null without one. */
    static @Nullable Last last(@Nullable String id) {
        if (id == null || id.isBlank()) {
            return null;
        }
        String text = id.strip();
        try {
            return text.indexOf('-') < 0
                    ? new Last.Place(TailPosition.parse(text))
                    : new Last.Shown(RecordId.parse(text));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(
                    "last_event_id", id, "the id of an event of this stream, or of a log record");
        }
    }

    /** One client after the other, since all come at once when this service was away. */
    List<TailEvent> missed(Last last, TailSearch search, TailPosition joined)
            throws InterruptedException {
        turns.acquire();
        try {
            Missed missed =
                    new Missed(settings.resumeRecords(), 8 * settings.bufferSize().toBytes());
            switch (last) {
                case Last.Place(TailPosition position) ->
                        fromTopic(search, position, joined, _ -> true, missed);
                case Last.Shown(RecordId id) -> fromStore(search, id, joined, missed);
            }
            return missed.events();
        } finally {
            turns.release();
        }
    }

    private void fromTopic(
            TailSearch search,
            TailPosition from,
            TailPosition joined,
            Predicate<RecordId> wanted,
            Missed missed) {
        try (Consumer<byte[], byte[]> consumer = readers.openForPast("tail-resume")) {
            new CatchUp(consumer, search, from, joined, wanted, missed).run(earliest());
        }
    }

    private void fromStore(TailSearch search, RecordId after, TailPosition joined, Missed missed) {
        // Asked before the search: what is stored meanwhile comes twice, and is told by its id.
        TailPosition stored = stored(joined);
        Instant earliest = earliest();
        Instant since = EpochNanos.toInstant(after.eventTime());
        if (since.isBefore(earliest)) {
            missed.leaveOutBefore(earliest);
        }
        LogSearch later = search.search().since(since.isBefore(earliest) ? earliest : since);
        List<LogRecord> newest = new ArrayList<>();
        store.stream(
                later,
                record -> {
                    boolean isLater = record.id().compareTo(after) > 0;
                    if (isLater) {
                        newest.add(record);
                    }
                    return isLater && newest.size() <= settings.resumeRecords();
                });
        if (newest.size() > settings.resumeRecords()) {
            // The record itself is not missed.
            missed.leaveOut(Math.max(0, store.count(later).value() - newest.size() - 1));
        }
        Set<RecordId> shown = new HashSet<>();
        for (LogRecord record : newest.reversed()) {
            missed.add(TailEvent.of(record, record.id()));
            shown.add(record.id());
        }
        fromTopic(
                search,
                stored,
                joined,
                id -> id.compareTo(after) > 0 && !shown.contains(id),
                missed);
    }

    /** Up to where the log store has the topic. */
    private TailPosition stored(TailPosition joined) {
        TailPosition[] stored = {TailPosition.at(new long[joined.partitions()])};
        jdbc.sql(
                        "select partition, next_offset from kafka_offsets where consumer_group ="
                                + " :group and topic = :topic")
                .param("group", STORE_GROUP)
                .param("topic", Topics.ENRICHED_LOGS)
                .query(
                        row -> {
                            stored[0] =
                                    stored[0].with(
                                            row.getInt("partition"), row.getLong("next_offset"), 0);
                        });
        return stored[0];
    }

    private Instant earliest() {
        return clock.instant().minus(settings.resumeWithin());
    }
}
