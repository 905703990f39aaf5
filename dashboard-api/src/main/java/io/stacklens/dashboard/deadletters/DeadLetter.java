package io.stacklens.dashboard.deadletters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A record that a stage could not handle.
 *
 * @param id where it lies now: dead-letter topic, partition and offset
 * @param stage the consumer group that gave it up
 * @param topic where it was read from, with {@code partition} and {@code offset}
 * @param index its position in the batch, if it is one log record out of one
 * @param reason one of a small set of words
 * @param error what was found and what was expected
 * @param attempts how often it was tried, replays included
 * @param time when it was given up
 * @param size bytes of the original
 * @param preview the beginning of the original as text; what is no text is shown as {@code .}
 * @param replayedFrom the dead letters that it was before, if it is a replay that failed again
 * @param replay when it was replayed, if it was
 */
record DeadLetter(
        String id,
        String stage,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable Integer index,
        String reason,
        String errorClass,
        String error,
        long attempts,
        Instant time,
        int size,
        String preview,
        List<String> replayedFrom,
        @Nullable Replay replay) {

    DeadLetter with(@Nullable Replay known) {
        return new DeadLetter(
                id,
                stage,
                topic,
                partition,
                offset,
                index,
                reason,
                errorClass,
                error,
                attempts,
                time,
                size,
                preview,
                replayedFrom,
                known);
    }

    /**
     * Names what was given up, not where the letter lies: a stage that crashes may write the same
     * letter twice, and both are the same record.
     */
    String replayKey() {
        return offset == null
                ? id
                : "%s|%s|%d|%d|%s".formatted(stage, topic, partition, offset, index);
    }
}
