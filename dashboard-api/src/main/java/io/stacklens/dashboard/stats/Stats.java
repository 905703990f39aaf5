package io.stacklens.dashboard.stats;

import java.util.Map;

/**
 * Numbers of the platform itself.
 *
 * @param received lines that the collectors took since they started
 * @param stored lines in the log store
 * @param deadLettered records that any service gave up since it started
 * @param lag Kafka records that are not read yet, by consumer group
 * @param linesPerSecond lines that the collectors take now, over the last 15 seconds
 * @param apiLatencyMs what 99 of the last 100 requests of this API stayed within
 */
record Stats(
        long received,
        long stored,
        long deadLettered,
        Map<String, Long> lag,
        double linesPerSecond,
        double apiLatencyMs) {}
