package io.stacklens.analytics.alerts;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One bucket of one series: counts, samples, and sketches that are put away when the bucket has
 * become old and fetched again from the store by the rare rule that still wants them.
 */
final class RuleBucket {

    private static final int MAX_SAMPLES = 3;

    private final Supplier<byte[]> stored;
    private List<String> samples;
    private @Nullable WindowAggregate counted;
    private long eventCount;
    private long errorCount;
    private long totalRequests;
    private long bytes;
    private Map<Long, Matched> matches = Map.of();
    private boolean dirty;

    private RuleBucket(WindowAggregate counted, List<String> samples, Supplier<byte[]> stored) {
        this.counted = counted;
        this.samples = samples;
        this.stored = stored;
        count(counted);
    }

    /**
     * A bucket that nothing has been counted in yet.
     *
     * @param stored fetches what {@link #encode} gave last
     */
    static RuleBucket empty(Supplier<byte[]> stored) {
        return new RuleBucket(new WindowAggregate(), List.of(), stored);
    }

    void merge(SeriesDelta delta) {
        WindowAggregate all = counted();
        all.merge(delta.counted());
        counted = all;
        count(all);
        if (!delta.samples().isEmpty() && samples.size() < MAX_SAMPLES) {
            Set<String> more = new LinkedHashSet<>(samples);
            more.addAll(delta.samples());
            samples = more.stream().limit(MAX_SAMPLES).toList();
        }
        dirty = true;
    }

    /** Counts what a rule's query has found. */
    void merge(MatchDelta delta) {
        if (matches.isEmpty()) {
            matches = new HashMap<>(4);
        }
        matches.merge(delta.queryKey(), new Matched(delta.count(), delta.samples()), Matched::plus);
        dirty = true;
    }

    /** What a query has found, or nothing. */
    Matched matched(long queryKey) {
        return matches.getOrDefault(queryKey, Matched.NOTHING);
    }

    WindowAggregate counted() {
        WindowAggregate alive = counted;
        return alive != null ? alive : WindowAggregate.read(new ByteReader(stored.get()));
    }

    /** Puts the sketches away; what is not stored yet stays. */
    void putAway() {
        if (!dirty) {
            counted = null;
        }
    }

    boolean isDirty() {
        return dirty;
    }

    long eventCount() {
        return eventCount;
    }

    /** The value of a metric whose values add up. */
    long sum(Metric metric) {
        return switch (metric) {
            case EVENT_COUNT -> eventCount;
            case ERROR_COUNT -> errorCount;
            case TOTAL_REQUESTS -> totalRequests;
            case BYTES -> bytes;
            default -> throw new IllegalArgumentException(metric + " does not add up");
        };
    }

    List<String> samples() {
        return samples;
    }

    /** Takes the bucket as stored. */
    byte[] encode() {
        ByteWriter out = new ByteWriter(256);
        counted().writeTo(out);
        out.writeVarint(samples.size());
        samples.forEach(out::writeText);
        if (!matches.isEmpty()) {
            out.writeVarint(matches.size());
            matches.forEach((key, matched) -> matched.writeTo(out, key));
        }
        dirty = false;
        return out.toByteArray();
    }

    static RuleBucket decode(byte[] bytes, Supplier<byte[]> stored) {
        ByteReader in = new ByteReader(bytes);
        WindowAggregate counted = WindowAggregate.read(in);
        RuleBucket bucket = new RuleBucket(counted, readTexts(in), stored);
        if (in.remaining() > 0) {
            bucket.matches = new HashMap<>();
            for (int left = in.readCount(in.remaining()); left > 0; left--) {
                long key = in.readSignedVarint();
                bucket.matches.put(key, new Matched(in.readVarint(), readTexts(in)));
            }
        }
        return bucket;
    }

    private static List<String> readTexts(ByteReader in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.readCount(in.remaining()); left > 0; left--) {
            texts.add(in.readText());
        }
        return texts;
    }

    private void count(WindowAggregate all) {
        eventCount = all.eventCount();
        errorCount = all.errorCount();
        totalRequests = all.totalRequests();
        bytes = all.bytes();
    }

    /** How many lines a query has found, and a few of them. */
    record Matched(long count, List<String> samples) {

        static final Matched NOTHING = new Matched(0, List.of());

        Matched plus(Matched other) {
            List<String> few =
                    Stream.concat(samples.stream(), other.samples.stream())
                            .distinct()
                            .limit(MAX_SAMPLES)
                            .toList();
            return new Matched(count + other.count, few);
        }

        void writeTo(ByteWriter out, long key) {
            out.writeSignedVarint(key);
            out.writeVarint(count);
            out.writeVarint(samples.size());
            samples.forEach(out::writeText);
        }
    }
}
