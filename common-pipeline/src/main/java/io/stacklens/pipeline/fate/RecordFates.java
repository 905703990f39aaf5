package io.stacklens.pipeline.fate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what became of each log record of one stage, since the process started: {@code
 * stacklens.<service>.records.received}, {@code .forwarded}, {@code .discarded} by reason and
 * {@code .dead_lettered} by reason, tagged with the stage. Every record received ends in exactly
 * one of the others, so <em>received = forwarded + discarded + dead_lettered</em> whenever nothing
 * is in flight. A record counts when its fate is settled (its transaction has committed, the broker
 * has acknowledged it), never before. Reasons come from a small fixed set, never from the data.
 */
public final class RecordFates {

    private final MeterRegistry registry;
    private final String prefix;
    private final String stage;
    private final Counter received;
    private final Counter forwarded;
    private final Map<String, Counter> discarded = new ConcurrentHashMap<>();
    private final Map<String, Counter> deadLettered = new ConcurrentHashMap<>();

    public RecordFates(MeterRegistry registry, String service, String stage) {
        this.registry = registry;
        this.prefix = "stacklens." + service + ".records.";
        this.stage = stage;
        this.received = registry.counter(prefix + "received", "stage", stage);
        this.forwarded = registry.counter(prefix + "forwarded", "stage", stage);
    }

    public String stage() {
        return stage;
    }

    public void received(long records) {
        received.increment((double) records);
    }

    public void forwarded(long records) {
        forwarded.increment((double) records);
    }

    public void discarded(String reason, long records) {
        counter(discarded, "discarded", reason).increment((double) records);
    }

    public void deadLettered(String reason, long records) {
        counter(deadLettered, "dead_lettered", reason).increment((double) records);
    }

    /** The four sums, by the names that heartbeats use. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("received", (long) received.count());
        totals.put("forwarded", (long) forwarded.count());
        totals.put("discarded", sum(discarded.values()));
        totals.put("dead_lettered", sum(deadLettered.values()));
        return totals;
    }

    private Counter counter(Map<String, Counter> byReason, String fate, String reason) {
        return byReason.computeIfAbsent(
                reason, r -> registry.counter(prefix + fate, "stage", stage, "reason", r));
    }

    private static long sum(Collection<Counter> counters) {
        return counters.stream().mapToLong(counter -> (long) counter.count()).sum();
    }
}
