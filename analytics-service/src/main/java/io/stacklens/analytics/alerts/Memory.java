package io.stacklens.analytics.alerts;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Where the engine keeps what has to outlive it, as bytes by key. */
interface Memory {

    byte @Nullable [] get(byte[] key);

    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /** Gives all entries; nothing may be written meanwhile. */
    void forEach(BiConsumer<byte[], byte[]> entry);

    /** A memory that ends with its owner. */
    static Memory inHeap() {
        return new InHeap(new HashMap<>());
    }

    /** Entries in a map. */
    record InHeap(Map<ByteBuffer, byte[]> entries) implements Memory {

        @Override
        public byte @Nullable [] get(byte[] key) {
            return entries.get(ByteBuffer.wrap(key));
        }

        @Override
        public void put(byte[] key, byte[] value) {
            entries.put(ByteBuffer.wrap(key), value);
        }

        @Override
        public void delete(byte[] key) {
            entries.remove(ByteBuffer.wrap(key));
        }

        @Override
        public void forEach(BiConsumer<byte[], byte[]> entry) {
            entries.forEach(
                    (key, value) -> {
                        byte[] bytes = new byte[key.remaining()];
                        key.duplicate().get(bytes);
                        entry.accept(bytes, value);
                    });
        }
    }
}
