package io.stacklens.dashboard.deadletters;

import io.stacklens.model.DeadLetterHeaders;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Reads a record of a dead-letter topic; headers that are missing are told from the topic's name.
 */
final class DeadLetterForm {

    private static final String SUFFIX = ".dlq";
    private static final int PREVIEW_BYTES = 240;

    private DeadLetterForm() {}

    static DeadLetter read(ConsumerRecord<byte[], byte[]> letter) {
        byte[] value = letter.value() == null ? new byte[0] : letter.value();
        Long partition = number(letter, DeadLetterHeaders.SOURCE_PARTITION);
        Long offset = number(letter, DeadLetterHeaders.SOURCE_OFFSET);
        Long index = number(letter, DeadLetterHeaders.SOURCE_INDEX);
        Long attempts = number(letter, DeadLetterHeaders.ATTEMPTS);
        return new DeadLetter(
                LetterId.of(letter).toString(),
                header(letter, DeadLetterHeaders.STAGE, "unknown"),
                header(letter, DeadLetterHeaders.SOURCE_TOPIC, withoutSuffix(letter.topic())),
                partition == null ? null : partition.intValue(),
                offset,
                index == null ? null : index.intValue(),
                header(letter, DeadLetterHeaders.REASON, "unknown"),
                header(letter, DeadLetterHeaders.ERROR_CLASS, ""),
                header(letter, DeadLetterHeaders.ERROR, ""),
                attempts == null ? 1 : attempts,
                time(letter),
                letter.serializedValueSize() < 0 ? value.length : letter.serializedValueSize(),
                preview(value),
                history(letter),
                null);
    }

    private static List<String> history(ConsumerRecord<byte[], byte[]> letter) {
        String ids = header(letter, DeadLetterHeaders.REPLAYED_FROM, "");
        return ids.isEmpty() ? List.of() : List.of(ids.split(","));
    }

    /** Shows bytes as text: control and undecodable characters become points. */
    static String preview(byte[] value) {
        int length = Math.min(value.length, PREVIEW_BYTES);
        String text = new String(value, 0, length, StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c ->
                                shown.appendCodePoint(
                                        Character.isISOControl(c) || c == '\uFFFD' ? '.' : c));
        return shown.toString();
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> letter) {
        try {
            return Instant.parse(header(letter, DeadLetterHeaders.TIME, ""));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(letter.timestamp());
        }
    }

    private static @Nullable Long number(ConsumerRecord<byte[], byte[]> letter, String name) {
        try {
            return Long.valueOf(header(letter, name, ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String header(
            ConsumerRecord<byte[], byte[]> letter, String name, String otherwise) {
        Header header = letter.headers().lastHeader(name);
        return header == null || header.value() == null
                ? otherwise
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String withoutSuffix(String topic) {
        return topic.endsWith(SUFFIX)
                ? topic.substring(0, topic.length() - SUFFIX.length())
                : topic;
    }
}
