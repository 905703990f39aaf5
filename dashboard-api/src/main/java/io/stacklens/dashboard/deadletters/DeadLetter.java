package io.stacklens.dashboard.deadletters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A record that a service could not handle.
 *
 * @param id where it lies now: dead-letter topic, partition and offset
 * @param stage the service
 * @param topic where it was read from, with {@code partition} and {@code offset}
 * @param reason one of a small set of words
 * @param error what was found and what was expected
 * @param time when it was given up
 * @param size bytes of the original
 * @param preview the beginning of the original as text; what is no text is shown as {@code .}
 */
record DeadLetter(
        String id,
        String stage,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        String reason,
        String error,
        Instant time,
        int size,
        String preview) {}
