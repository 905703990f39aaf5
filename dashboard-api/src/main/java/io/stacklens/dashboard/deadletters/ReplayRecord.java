package io.stacklens.dashboard.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.DeadLetterHeaders;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Makes the record that takes a dead letter back to where it came from, with its history. */
final class ReplayRecord {

    private static final String OURS = "stacklens-";

    /** What a topic takes, less room for what Kafka puts around a record. */
    private static final int MAX_BYTES = (8 << 20) - (8 << 10);

    private ReplayRecord() {}

    /**
     * The record.
     *
     * @throws ReplayRefusedException if there is no sending it back like this
     */
    static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> record, DeadLetter letter, Edit edit) {
        String group = Destination.groupOf(letter);
        byte[] value = ReplayValue.of(record, letter, edit);
        Integer partition = letter.partition();
        ProducerRecord<byte[], byte[]> replay =
                new ProducerRecord<>(
                        letter.topic(),
                        partition == null ? Integer.valueOf(record.partition()) : partition,
                        record.key(),
                        value);
        Headers headers = replay.headers();
        int size = value.length + (record.key() == null ? 0 : record.key().length);
        for (Header header : record.headers()) {
            if (!header.key().startsWith(OURS)) {
                headers.add(header);
                size +=
                        header.key().length()
                                + (header.value() == null ? 0 : header.value().length);
            }
        }
        if (size > MAX_BYTES) {
            throw new ReplayRefusedException(
                    "%,d bytes (expected: at most %,d)".formatted(size, MAX_BYTES));
        }
        add(headers, DeadLetterHeaders.REPLAYED_FROM, history(letter));
        add(headers, DeadLetterHeaders.ATTEMPTS, Long.toString(letter.attempts()));
        if (group != null) {
            add(headers, DeadLetterHeaders.REPLAYED_TO, group);
        }
        return replay;
    }

    /** The dead letters that the record was, this one last. */
    static String history(DeadLetter letter) {
        return letter.replayedFrom().isEmpty()
                ? letter.id()
                : String.join(",", letter.replayedFrom()) + "," + letter.id();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
