package io.stacklens.dashboard.stats;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Numbers of the platform itself. Two scopes stand side by side: what the services have counted
 * since they started, and what is kept, whoever wrote it and when.
 *
 * @param received lines that the collectors took since {@code countedSince}
 * @param deadLettered records that any service gave up since {@code countedSince}
 * @param countedSince when the first of the running services started; null if none is heard
 * @param stored lines that are in the log store, those of earlier starts included
 * @param storedFrom the earliest event time among them; null if there are none
 * @param lag Kafka records that are not read yet, by consumer group, now
 * @param linesPerSecond lines that the collectors take now, over the last 15 seconds
 * @param rates records that each service takes now, a second, over the last minute; of a service
 *     with several stages the one that takes most
 * @param apiLatencyMs what 99 of the last 100 requests of this API stayed within, milliseconds
 */
record Stats(
        long received,
        long deadLettered,
        @Nullable Instant countedSince,
        long stored,
        @Nullable Instant storedFrom,
        Map<String, Long> lag,
        double linesPerSecond,
        Map<String, Double> rates,
        double apiLatencyMs) {}
