package io.stacklens.pipeline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.Arrays;

/**
 * Makes the record that goes to a dead-letter topic: the original bytes in the original partition,
 * with headers that say why. Who sends it decides on the transaction.
 */
public final class DeadLetters {

    /** Leaves room for the headers in what a broker takes; only a larger value is ever cut. */
    private static final int MAX_VALUE_BYTES = (8 << 20) - (64 << 10);

    private static final int MAX_ERROR_CHARS = 1_000;

    private final String stage;
    private final InstantSource clock;

    public DeadLetters(String stage, InstantSource clock) {
        this.stage = stage;
        this.clock = clock;
    }

    /** A Kafka record as a whole. */
    public ProducerRecord<byte[], byte[]> whole(
            ConsumerRecord<byte[], byte[]> source, String reason, Throwable error) {
        return letter(
                source, source.value(), reason, error.getClass().getSimpleName(), text(error));
    }

    /**
     * One log record out of a batch.
     *
     * @param index its position in the batch
     * @param bytes the log record as it was received, as far as the stage can tell
     */
    public ProducerRecord<byte[], byte[]> part(
            ConsumerRecord<byte[], byte[]> source,
            int index,
            byte[] bytes,
            String reason,
            Throwable error) {
        ProducerRecord<byte[], byte[]> letter =
                letter(source, bytes, reason, error.getClass().getSimpleName(), text(error));
        add(letter.headers(), DeadLetterHeaders.SOURCE_INDEX, Integer.toString(index));
        return letter;
    }

    private ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> source,
            byte @Nullable [] value,
            String reason,
            String errorClass,
            String error) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        Topics.deadLetters(source.topic()),
                        source.partition(),
                        source.key(),
                        cut(value));
        Headers headers = letter.headers();
        add(headers, DeadLetterHeaders.STAGE, stage);
        add(headers, DeadLetterHeaders.REASON, reason);
        add(headers, DeadLetterHeaders.ERROR_CLASS, errorClass);
        add(headers, DeadLetterHeaders.ERROR, error);
        add(headers, DeadLetterHeaders.SOURCE_TOPIC, source.topic());
        add(headers, DeadLetterHeaders.SOURCE_PARTITION, Integer.toString(source.partition()));
        add(headers, DeadLetterHeaders.SOURCE_OFFSET, Long.toString(source.offset()));
        // Bad data do not get better, so they are tried once.
        add(headers, DeadLetterHeaders.ATTEMPTS, "1");
        add(headers, DeadLetterHeaders.TIME, clock.instant().toString());
        return letter;
    }

    private static byte @Nullable [] cut(byte @Nullable [] value) {
        return value == null || value.length <= MAX_VALUE_BYTES
                ? value
                : Arrays.copyOf(value, MAX_VALUE_BYTES);
    }

    private static String text(Throwable error) {
        String message = error.getMessage();
        if (message == null) {
            return "";
        }
        return message.length() <= MAX_ERROR_CHARS
                ? message
                : message.substring(0, MAX_ERROR_CHARS);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
