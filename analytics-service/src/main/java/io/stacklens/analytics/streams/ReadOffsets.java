package io.stacklens.analytics.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a task has read its partition of each source topic: a part of its state, and so of the
 * transactions of its results. A broker that was killed can tell a group an older offset than the
 * group has committed; what is in the state already must not be added to it again.
 */
public final class ReadOffsets {

    private static final Logger log = LoggerFactory.getLogger(ReadOffsets.class);

    private final KeyValueStore<Bytes, byte[]> store;
    private final SourceTopics sources;

    /** The last offset that was skipped, by topic. */
    private final Map<String, Long> skipped = new HashMap<>();

    public ReadOffsets(KeyValueStore<Bytes, byte[]> store, SourceTopics sources) {
        this.store = store;
        this.sources = sources;
    }

    /** Whether a record has not been read before; from now on it has. */
    public boolean isNew(RecordMetadata record) {
        Bytes key = Bytes.wrap(record.topic().getBytes(UTF_8));
        Place place = place(key, record.topic());
        if (record.offset() < place.next()) {
            if (!isOfANewTopic(record, place)) {
                skipped.put(record.topic(), record.offset());
                sources.repeated().increment();
                return false;
            }
            place = new Place(id(record.topic()), 0);
        }
        skipped.remove(record.topic());
        store.put(key, new Place(place.topicId(), record.offset() + 1).encode());
        return true;
    }

    private Place place(Bytes key, String topic) {
        byte @Nullable [] stored = store.get(key);
        return stored == null ? new Place(id(topic), 0) : Place.decode(stored);
    }

    /** Asked for the first of the records that come again, not for those that follow it. */
    private boolean isOfANewTopic(RecordMetadata record, Place place) {
        Long last = skipped.get(record.topic());
        if (last != null && record.offset() > last) {
            return false;
        }
        boolean isNew = !id(record.topic()).equals(place.topicId());
        if (isNew) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .log("the topic was made anew, what was read of the old one does not count");
        } else {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("next", place.next())
                    .log("the broker has set us back, skipping what was read already");
        }
        return isNew;
    }

    /**
     * While it is not known the thread ends and is replaced: without the broker there is no way.
     */
    private Uuid id(String topic) {
        Uuid id = sources.ids().of(List.of(topic)).get(topic);
        if (id == null) {
            throw new UnknownTopicOrPartitionException("no topic " + topic);
        }
        return id;
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

        static Place decode(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Place(new Uuid(buffer.getLong(), buffer.getLong()), buffer.getLong());
        }
    }
}
