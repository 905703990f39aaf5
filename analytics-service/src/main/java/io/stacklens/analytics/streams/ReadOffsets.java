package io.stacklens.analytics.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.analytics.offsets.Repeats;
import io.stacklens.pipeline.topic.SourcePartition;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * How far a task has read its partition of each source topic: a part of its state, and so of the
 * transactions of its results. A broker that was killed can tell a group an older offset than the
 * group has committed; what is in the state already must not be added to it again.
 */
public final class ReadOffsets {

    private static final Logger log = LoggerFactory.getLogger(ReadOffsets.class);

    private final KeyValueStore<Bytes, byte[]> store;
    private final SourceTopics sources;
    private final Repeats repeats = new Repeats();

    public ReadOffsets(KeyValueStore<Bytes, byte[]> store, SourceTopics sources) {
        this.store = store;
        this.sources = sources;
    }

    /** Whether a record has not been read before; from now on it has. */
    public boolean isNew(RecordMetadata record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Bytes key = Bytes.wrap(record.topic().getBytes(UTF_8));
        byte @Nullable [] stored = store.get(key);
        Place place = stored == null ? new Place(now(partition).topicId(), 0) : Place.of(stored);
        if (record.offset() < place.next() && repeats.begin(partition, record.offset())) {
            place = placeNow(partition, record.offset(), place);
            store.put(key, place.encode());
        }
        if (record.offset() < place.next()) {
            sources.repeated().increment();
            return false;
        }
        repeats.end(partition);
        store.put(key, new Place(place.topicId(), record.offset() + 1).encode());
        return true;
    }

    /** Whether what comes again is in the state, or has only the offsets of what is. */
    private Place placeNow(TopicPartition partition, long offset, Place place) {
        SourcePartition now = now(partition);
        if (!now.topicId().equals(place.topicId())) {
            log.atWarn()
                    .addKeyValue("partition", partition)
                    .log("the topic was made anew, what was read of the old one does not count");
            return new Place(now.topicId(), 0);
        }
        long next = now.atMostEnd(place.next());
        if (offset < next) {
            log.atError()
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", offset)
                    .addKeyValue("next", next)
                    .log("the broker has set us back, skipping what was read already");
        }
        return new Place(place.topicId(), next);
    }

    /**
     * While it is not known the thread ends and is replaced: without the broker there is no way.
     */
    private SourcePartition now(TopicPartition partition) {
        SourcePartition now = sources.partitions().now(List.of(partition)).get(partition);
        if (now == null) {
            throw new UnknownTopicOrPartitionException("no partition " + partition);
        }
        return now;
    }

    /** Where reading goes on in a topic that had this id then. */
    private record Place(Uuid topicId, long next) {

        byte[] encode() {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(topicId.getMostSignificantBits())
                    .putLong(topicId.getLeastSignificantBits())
                    .putLong(next)
                    .array();
        }

        static Place of(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Place(new Uuid(buffer.getLong(), buffer.getLong()), buffer.getLong());
        }
    }
}
