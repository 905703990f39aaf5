package io.stacklens.analytics.streams;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * A deserializer for Kafka Streams: anything that is not well-formed is bad data, and so is a
 * record without a value.
 */
public final class Decoder<T> implements Deserializer<T> {

    private final Function<byte[], T> decode;

    public Decoder(Function<byte[], T> decode) {
        this.decode = decode;
    }

    @Override
    public T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new SerializationException("record of " + topic + " has no value");
        }
        try {
            return decode.apply(bytes);
        } catch (RuntimeException e) { // the parsers of others throw all kinds
            throw new SerializationException("record of " + topic + " does not decode", e);
        }
    }
}
