package io.stacklens.anomaly.watch;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of what is kept in memory.
 *
 * @param maxSeries series whose model is kept in memory, about 0.2 MB each; the others' are read
 *     again when a window comes
 * @param maxWaiting windows of a series that may wait for its first model; the earliest go first
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.anomaly.watch", ignoreUnknownFields = false)
record WatchProperties(
        @Positive @DefaultValue("2000") int maxSeries,
        @Positive @DefaultValue("10080") int maxWaiting) {}
