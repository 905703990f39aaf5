package io.stacklens.analytics.streams;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** A deserializer for Kafka Streams: anything that is not well-formed is bad data. */
public final class Decoder<T> implements Deserializer<@Nullable T> {

    private final Function<byte[], T> decode;

    public Decoder(Function<byte[], T> decode) {
        this.decode = decode;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return decode.apply(bytes);
        } catch (RuntimeException e) { // the parsers of others throw all kinds
            throw new SerializationException("record of " + topic + " does not decode", e);
        }
    }
}
