package io.stacklens.dashboard.deadletters;

import io.swagger.v3.oas.annotations.media.Schema;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Which dead letters are wanted; what is null does not matter.
 *
 * @param topic where they were read from
 * @param stage the consumer group that gave them up, or the service it belongs to
 * @param from the earliest time at which they were given up
 * @param to the time before which they were
 * @param text what their bytes or their error hold, whatever its case; secrets are not found
 */
record LetterFilter(
        @Schema(example = "collected-logs") @Nullable String topic,
        @Schema(example = "parser") @Nullable String stage,
        @Schema(example = "undecodable") @Nullable String reason,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text) {

    private static final LetterFilter ALL = new LetterFilter(null, null, null, null, null, null);

    boolean isAll() {
        return equals(ALL);
    }

    boolean matches(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
        return (topic == null || topic.equals(letter.topic()))
                && (stage == null || isOf(letter.stage(), stage))
                && (reason == null || reason.equals(letter.reason()))
                && (from == null || !letter.time().isBefore(from))
                && (to == null || letter.time().isBefore(to))
                && (text == null || holds(letter, record.value(), text));
    }

    /** The groups of a service begin with its name. */
    private static boolean isOf(String group, String wanted) {
        return group.equals(wanted) || group.startsWith(wanted + "-");
    }

    private static boolean holds(DeadLetter letter, byte @Nullable [] value, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return letter.error().toLowerCase(Locale.ROOT).contains(wanted)
                || (value != null
                        && new String(value, StandardCharsets.UTF_8)
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted));
    }
}
