package io.stacklens.enrichment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what one stage does. {@code lookups} counts keys by where their answer came from, so the
 * share of {@code remembered} is the hit rate; {@code failed} are those that had no answer.
 */
public final class StageMetrics {

    /** Where an answer came from. */
    public enum Source {
        /** Memory of this process. */
        REMEMBERED,
        /** The second level. */
        SHARED,
        /** The table or the database file. */
        ASKED,
        /** Memory, past its time, since the table did not answer. */
        OUTDATED,
        /** Nowhere: the record goes on without. */
        FAILED
    }

    private final String stage;
    private final MeterRegistry registry;
    private final Map<Source, LongAdder> lookups = new EnumMap<>(Source.class);
    private final Counter failures;
    private final Timer time;
    private volatile LongSupplier entries = () -> 0;

    public StageMetrics(String stage, MeterRegistry registry) {
        this.stage = stage;
        this.registry = registry;
        for (Source source : Source.values()) {
            lookups.put(source, new LongAdder());
        }
        this.failures = registry.counter("stacklens.enrichment.stage.failed", "stage", stage);
        this.time = registry.timer("stacklens.enrichment.stage.time", "stage", stage);
    }

    /** For a stage with a cache: what its metrics need to know. */
    public StageMetrics withCache(LongSupplier entryCount) {
        entries = entryCount;
        for (Source source : Source.values()) {
            FunctionCounter.builder("stacklens.enrichment.lookups", this, m -> m.count(source))
                    .tags("stage", stage, "result", source.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("stacklens.enrichment.cache.entries", entryCount::getAsLong)
                .tag("stage", stage)
                .register(registry);
        Gauge.builder("stacklens.enrichment.cache.hit.rate", this::hitRate)
                .tag("stage", stage)
                .register(registry);
        return this;
    }

    public String stage() {
        return stage;
    }

    public void count(Source source, long keys) {
        if (keys > 0) {
            adder(source).add(keys);
        }
    }

    public long count(Source source) {
        return adder(source).sum();
    }

    /** Answers that are remembered now. */
    public long entries() {
        return entries.getAsLong();
    }

    void took(long nanos) {
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed() {
        failures.increment();
    }

    public long batches() {
        return time.count();
    }

    public long failures() {
        return (long) failures.count();
    }

    public double busySeconds() {
        return time.totalTime(TimeUnit.SECONDS);
    }

    /** Share of the keys that memory answered since the start; not a number before the first. */
    private double hitRate() {
        long all = lookups.values().stream().mapToLong(LongAdder::sum).sum();
        return all == 0 ? Double.NaN : (double) count(Source.REMEMBERED) / all;
    }

    private LongAdder adder(Source source) {
        return Objects.requireNonNull(lookups.get(source));
    }
}
