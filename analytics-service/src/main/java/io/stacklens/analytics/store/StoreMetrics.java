package io.stacklens.analytics.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stacklens.logstore.Written;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What storing costs: {@code stacklens.analytics.store.blocks} and {@code .bytes} written,
 * compressed with their token filters, {@code .merged} (small blocks that were merged away), {@code
 * .damaged} (blocks that could not be merged since they cannot be read), and {@code .flush}, the
 * time of a flush from its first statement to its commit. Many blocks for few records mean a light
 * rate.
 */
final class StoreMetrics {

    private final MeterRegistry registry;
    private final Counter blocks;
    private final Counter bytes;
    private final Counter merged;
    private final Timer flush;

    StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
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

    void damaged(Supplier<Number> count) {
        Gauge.builder("stacklens.analytics.store.damaged", count).register(registry);
    }

    void merged(int parts) {
        merged.increment(parts);
    }
}
