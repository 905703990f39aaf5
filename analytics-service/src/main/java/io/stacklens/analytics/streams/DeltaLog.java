package io.stacklens.analytics.streams;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A write-ahead log in a state store. Live aggregates are too dear to serialise at each delta, and
 * a transaction may commit between any two; so a delta's own bytes are stored when it is merged,
 * and forgotten when the aggregates it changed have been. Aggregates in store plus logged deltas
 * are the whole truth at every commit.
 */
public final class DeltaLog {

    private final KeyValueStore<Bytes, byte[]> store;
    private int size;

    public DeltaLog(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    public void append(byte[] delta) {
        store.put(key(size++), delta);
    }

    /** What was logged before a restart, to be merged again. */
    public List<byte[]> replay() {
        List<byte[]> logged = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                logged.add(entry.value);
                size = Math.max(size, ByteBuffer.wrap(entry.key.get()).getInt() + 1);
            }
        }
        return logged;
    }

    /** Forgets all; the next deltas take the same keys again, so the changelog compacts well. */
    public void clear() {
        for (int i = 0; i < size; i++) {
            store.delete(key(i));
        }
        size = 0;
    }

    private static Bytes key(int index) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
    }
}
