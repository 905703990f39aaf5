package io.stacklens.analytics.streams;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.util.Map;

/** How the state of our topologies is kept: in memory, with a changelog. */
public final class StateStores {

    private StateStores() {}

    /** A store of bytes; its changelog is compacted soon, since its keys are overwritten often. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> inMemory(String name) {
        return logged(name).withCachingDisabled();
    }

    /** A store whose changelog gets the last value of a key at each commit, not every value. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> inMemoryLoggedAtCommits(String name) {
        return logged(name).withCachingEnabled();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(
                        Map.of(
                                "segment.bytes",
                                Integer.toString(16 << 20),
                                "min.cleanable.dirty.ratio",
                                "0.2",
                                "max.message.bytes",
                                Integer.toString(8 << 20),
                                "delete.retention.ms",
                                "60000"));
    }
}
