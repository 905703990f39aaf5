package io.stacklens.analytics.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stacklens.logstore.Written;

import java.util.concurrent.TimeUnit;

/**
 * What storing costs: {@code stacklens.analytics.store.blocks} and {@code .bytes} written,
 * compressed with their token filters, {@code .merged} (small blocks that were merged away), and
 * {@code .flush}, the time of a flush from its first statement to its commit. Many blocks for few
 * records mean a light rate.
 */
final class StoreMetrics {

    private final Counter blocks;
    private final Counter bytes;
    private final Counter merged;
    private final Timer flush;

    StoreMetrics(MeterRegistry registry) {
        this.blocks = registry.counter("stacklens.analytics.store.blocks");
        this.bytes = registry.counter("stacklens.analytics.store.bytes");
        this.merged = registry.counter("stacklens.analytics.store.merged");
        this.flush = registry.timer("stacklens.analytics.store.flush");
    }

    void wrote(Written written) {
        blocks.increment(written.blocks());
        bytes.increment((double) written.bytes());
    }

    void flushed(long nanos) {
        flush.record(nanos, TimeUnit.NANOSECONDS);
    }

    void merged(int parts) {
        merged.increment(parts);
    }
}
