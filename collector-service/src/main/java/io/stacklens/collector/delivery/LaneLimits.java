package io.stacklens.collector.delivery;

import java.time.Duration;

/**
 * When a partition's batches go to disk.
 *
 * @param after a batch has waited so long for Kafka
 * @param inHandBytes so many bytes wait for Kafka
 */
record LaneLimits(Duration after, long inHandBytes) {}
