package io.stacklens.pipeline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
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

    private static final String OURS = "stacklens-";

    private final String stage;
    private final InstantSource clock;

    /**
     * @param stage the consumer group that gives records up, and that replays come back to
     */
    public DeadLetters(String stage, InstantSource clock) {
        this.stage = stage;
        this.clock = clock;
    }

    /** The dead letters of another consumer group of the same service. */
    public DeadLetters of(String otherStage) {
        return new DeadLetters(otherStage, clock);
    }

    /** Whether a record is the replay of a dead letter that another reader of its topic made. */
    public boolean isReplayForAnother(ConsumerRecord<?, ?> record) {
        Header addressee = record.headers().lastHeader(DeadLetterHeaders.REPLAYED_TO);
        return addressee != null && !stage.equals(new String(addressee.value(), UTF_8));
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
        byte[] envelope = Envelope.of(source, index);
        if (envelope.length > 0) {
            letter.headers().add(DeadLetterHeaders.ENVELOPE, envelope);
        }
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
        for (Header header : source.headers()) {
            if (!header.key().startsWith(OURS)) {
                headers.add(header);
            }
        }
        add(headers, DeadLetterHeaders.STAGE, stage);
        add(headers, DeadLetterHeaders.REASON, reason);
        add(headers, DeadLetterHeaders.ERROR_CLASS, errorClass);
        add(headers, DeadLetterHeaders.ERROR, error);
        add(headers, DeadLetterHeaders.SOURCE_TOPIC, source.topic());
        add(headers, DeadLetterHeaders.SOURCE_PARTITION, Integer.toString(source.partition()));
        add(headers, DeadLetterHeaders.SOURCE_OFFSET, Long.toString(source.offset()));
        add(headers, DeadLetterHeaders.TIME, clock.instant().toString());
        addHistory(headers, source);
        return letter;
    }

    /** Bad data do not get better, so they are tried once, and once more for each replay. */
    private static void addHistory(Headers headers, ConsumerRecord<byte[], byte[]> source) {
        Header earlier = source.headers().lastHeader(DeadLetterHeaders.REPLAYED_FROM);
        long attempts = 1;
        if (earlier != null) {
            headers.add(earlier);
            Header before = source.headers().lastHeader(DeadLetterHeaders.ATTEMPTS);
            attempts += before == null ? 1 : number(new String(before.value(), UTF_8));
        }
        add(headers, DeadLetterHeaders.ATTEMPTS, Long.toString(attempts));
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : 1;
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
