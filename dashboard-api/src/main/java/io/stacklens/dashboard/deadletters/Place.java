package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.http.PageCursor;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;

/** Where a dead letter stands in the list: by the broker's time, then by its place. */
record Place(long time, String topic, int partition, long offset) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::time)
                    .thenComparing(Place::topic)
                    .thenComparingInt(Place::partition)
                    .thenComparingLong(Place::offset);

    static Place of(ConsumerRecord<byte[], byte[]> letter) {
        return new Place(letter.timestamp(), letter.topic(), letter.partition(), letter.offset());
    }

    static @Nullable Place decode(@Nullable String cursor) {
        PageCursor parts = PageCursor.decode(cursor, 4);
        return parts == null
                ? null
                : new Place(
                        parts.instant(0).toEpochMilli(),
                        parts.text(1),
                        parts.integer(2),
                        parts.number(3));
    }

    PageCursor cursor() {
        return PageCursor.of(Instant.ofEpochMilli(time), topic, partition, offset);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
