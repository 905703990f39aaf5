package io.stacklens.dashboard.deadletters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.topic.ValueJson;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A dead letter with its bytes.
 *
 * @param headers of the Kafka record, text or hexadecimal
 * @param key of the Kafka record, text or hexadecimal
 * @param text the bytes as text, if that is what they are and there are not too many
 * @param hex the first bytes, sixteen a line
 * @param bytesBase64 all bytes, if there are not too many and none were redacted
 * @param decoded what the bytes mean on their topic; null when they do not decode. Of a batch the
 *     first records
 * @param envelope what stood beside the bytes of a single log record
 * @param redacted whether secrets were taken out of what is shown
 */
record DeadLetterDetail(
        @JsonUnwrapped DeadLetter letter,
        Map<String, String> headers,
        @Nullable String key,
        @Nullable String text,
        List<String> hex,
        @Nullable String bytesBase64,
        @Nullable Object decoded,
        @Nullable Object envelope,
        boolean redacted) {

    private static final int MOST_SHOWN = 1 << 20;
    private static final int MOST_HEX = 4 << 10;
    private static final int MOST_RECORDS = 100;

    /** The letter without what the parser takes out of lines. */
    static DeadLetterDetail of(
            ConsumerRecord<byte[], byte[]> record,
            @Nullable Replay replay,
            LetterRedaction redaction) {
        Optional<ConsumerRecord<byte[], byte[]>> clean = redaction.redacted(record);
        DeadLetterDetail original = of(record, replay);
        Object decoded = redacted(original.decoded, redaction);
        Object envelope = redacted(original.envelope, redaction);
        boolean isClean =
                clean.isEmpty()
                        && Objects.equals(decoded, json(original.decoded))
                        && Objects.equals(envelope, json(original.envelope));
        if (isClean) {
            return original;
        }
        DeadLetterDetail shown = of(clean.orElse(record), replay);
        return new DeadLetterDetail(
                shown.letter,
                shown.headers,
                shown.key,
                original.text == null ? null : shown.text,
                shown.hex,
                clean.isEmpty() ? shown.bytesBase64 : null,
                decoded,
                envelope,
                true);
    }

    /** The letter as it lies on its topic. */
    static DeadLetterDetail of(ConsumerRecord<byte[], byte[]> record, @Nullable Replay replay) {
        DeadLetter letter = DeadLetterForm.read(record).with(replay);
        byte[] bytes = record.value() == null ? new byte[0] : record.value();
        boolean isShown = bytes.length <= MOST_SHOWN;
        Header envelope = record.headers().lastHeader(DeadLetterHeaders.ENVELOPE);
        return new DeadLetterDetail(
                letter,
                headers(record),
                record.key() == null ? null : ValueJson.textOrHex(record.key()),
                isShown ? ValueJson.text(bytes).orElse(null) : null,
                HexView.of(bytes, MOST_HEX),
                isShown ? Base64.getEncoder().encodeToString(bytes) : null,
                letter.index() == null ? decoded(letter.topic(), bytes) : null,
                envelope == null ? null : decoded(letter.topic(), envelope.value()),
                false);
    }

    private static @Nullable Object redacted(@Nullable Object decoded, LetterRedaction redaction) {
        return decoded == null ? null : redaction.redacted(decoded);
    }

    private static @Nullable Object json(@Nullable Object decoded) {
        return decoded == null ? null : Json.mapper().valueToTree(decoded);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null && !header.key().equals(DeadLetterHeaders.ENVELOPE)) {
                headers.put(header.key(), ValueJson.textOrHex(header.value()));
            }
        }
        return headers;
    }

    private static @Nullable Object decoded(String topic, byte[] bytes) {
        Object value = ValueJson.decoded(topic, bytes).orElse(null);
        return value instanceof List<?> records && records.size() > MOST_RECORDS
                ? records.subList(0, MOST_RECORDS)
                : value;
    }
}
