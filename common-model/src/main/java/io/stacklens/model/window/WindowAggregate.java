package io.stacklens.model.window;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;

import io.stacklens.model.Severity;
import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.batch.MalformedBatchException;

import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is counted of a set of log records, as sums and sketches that merge: any split of the
 * records and any order of merging give the same result. Latencies are a DDSketch (relative error ≤
 * 1 %; Masson, Rim, Lee, VLDB 2019), users a HyperLogLog. Sums are whole nanoseconds, because sums
 * of floating-point numbers depend on their order. Mutable; not thread-safe.
 */
public final class WindowAggregate {

    private static final double RELATIVE_ACCURACY = 0.01;
    private static final int LOG2_REGISTERS = 11;
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] severityCounts = new long[Severity.values().length];
    private long eventCount;
    private long errorCount;
    private long requestCount;
    private long bytes;
    private long latencyCount;
    private long latencySumNanos;
    private double latencyMaxMillis;
    private @Nullable DDSketch latencies;
    private @Nullable HllUnion users;

    /**
     * Counts one record.
     *
     * @param httpStatus 0 if it has none
     * @param durationMillis NaN if it has none; a negative one is not counted
     * @param rawSize bytes of the line as received
     */
    public void add(Severity severity, int httpStatus, double durationMillis, long rawSize) {
        eventCount++;
        severityCounts[severity.index()]++;
        bytes += rawSize;
        if (severity.isAtLeast(Severity.ERROR) || httpStatus >= 500) {
            errorCount++;
        }
        boolean hasDuration = durationMillis >= 0 && durationMillis < 1e12;
        if (httpStatus != 0 || hasDuration) {
            requestCount++;
        }
        if (hasDuration) {
            addLatency(durationMillis);
        }
    }

    /** Counts a user, given as UTF-8. */
    public void addUser(byte[] userId) {
        usersUnion().update(userId);
    }

    /** Adds all that another aggregate has counted; the other stays as it is. */
    public void merge(WindowAggregate other) {
        eventCount += other.eventCount;
        errorCount += other.errorCount;
        requestCount += other.requestCount;
        bytes += other.bytes;
        latencyCount += other.latencyCount;
        latencySumNanos += other.latencySumNanos;
        latencyMaxMillis = Math.max(latencyMaxMillis, other.latencyMaxMillis);
        for (int i = 0; i < severityCounts.length; i++) {
            severityCounts[i] += other.severityCounts[i];
        }
        if (other.latencies != null) {
            latencySketch().mergeWith(other.latencies);
        }
        if (other.users != null) {
            usersUnion().update(other.users.getResult(TgtHllType.HLL_8));
        }
    }

    public long eventCount() {
        return eventCount;
    }

    public long errorCount() {
        return errorCount;
    }

    /** Events with an HTTP status or a duration. */
    public long totalRequests() {
        return requestCount;
    }

    public long bytes() {
        return bytes;
    }

    public long severityCount(Severity severity) {
        return severityCounts[severity.index()];
    }

    /** Counts of all six severities, in ascending order. */
    public Map<Severity, Long> severityCounts() {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, severityCount(severity));
        }
        return counts;
    }

    /** Errors in percent of events, or null without events. */
    public @Nullable Double errorRate() {
        return eventCount == 0 ? null : 100.0 * errorCount / eventCount;
    }

    /** Milliseconds, or null without durations. */
    public @Nullable Double latencyAvg() {
        return latencyCount == 0 ? null : latencySumNanos / NANOS_PER_MILLI / latencyCount;
    }

    /** Milliseconds, within 1 % of the true quantile, or null without durations. */
    public @Nullable Double latencyQuantile(double quantile) {
        return latencies == null || latencies.isEmpty()
                ? null
                : latencies.getValueAtQuantile(quantile);
    }

    /** Milliseconds, exact, or null without durations. */
    public @Nullable Double latencyMax() {
        return latencyCount == 0 ? null : latencyMaxMillis;
    }

    /** An estimate with a standard error of about 2 %, exact for small numbers. */
    public long uniqueUsers() {
        return users == null ? 0 : Math.round(users.getCompositeEstimate());
    }

    /** The latency sketch in its library's own encoding, or null without durations. */
    public byte @Nullable [] latencySketchBytes() {
        if (latencies == null) {
            return null;
        }
        GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            latencies.encode(out, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.trimmedCopy();
    }

    /** The users' sketch in its library's own compact form, or null without users. */
    public byte @Nullable [] usersSketchBytes() {
        return users == null ? null : users.getResult(TgtHllType.HLL_8).toCompactByteArray();
    }

    /** Writes all of it; {@link #read} reads it back. */
    public void writeTo(ByteWriter out) {
        for (long count : severityCounts) {
            out.writeVarint(count);
        }
        out.writeVarint(eventCount);
        out.writeVarint(errorCount);
        out.writeVarint(requestCount);
        out.writeVarint(bytes);
        out.writeVarint(latencyCount);
        out.writeVarint(latencySumNanos);
        out.writeDouble(latencyMaxMillis);
        writeOptional(out, latencySketchBytes());
        writeOptional(out, usersSketchBytes());
    }

    public static WindowAggregate read(ByteReader in) {
        WindowAggregate read = new WindowAggregate();
        for (int i = 0; i < read.severityCounts.length; i++) {
            read.severityCounts[i] = in.readVarint();
        }
        read.eventCount = in.readVarint();
        read.errorCount = in.readVarint();
        read.requestCount = in.readVarint();
        read.bytes = in.readVarint();
        read.latencyCount = in.readVarint();
        read.latencySumNanos = in.readVarint();
        read.latencyMaxMillis = in.readDouble();
        read.restoreSketches(in.readBlock(), in.readBlock());
        return read;
    }

    /**
     * Makes an aggregate again from a stored window.
     *
     * @param latencySumNanos sum of all durations in nanoseconds
     * @param latencySketch what {@link #latencySketchBytes} gave
     * @param usersSketch what {@link #usersSketchBytes} gave
     */
    public static WindowAggregate restore(
            WindowMetrics stored,
            long latencyCount,
            long latencySumNanos,
            byte @Nullable [] latencySketch,
            byte @Nullable [] usersSketch) {
        WindowAggregate restored = new WindowAggregate();
        stored.severityCounts()
                .forEach((severity, n) -> restored.severityCounts[severity.index()] = n);
        restored.eventCount = stored.eventCount();
        restored.errorCount = stored.errorCount();
        restored.requestCount = stored.totalRequests();
        restored.bytes = stored.bytes();
        restored.latencyCount = latencyCount;
        restored.latencySumNanos = latencySumNanos;
        restored.latencyMaxMillis = stored.latencyMax() == null ? 0 : stored.latencyMax();
        restored.restoreSketches(orEmpty(latencySketch), orEmpty(usersSketch));
        return restored;
    }

    /**
     * How many durations are at most so long. The bin of the limit counts whole, so that a duration
     * of just the limit is among them; so are some that are longer by less than two sketch errors.
     */
    public long latencyCountAtMost(double millis) {
        return latencies == null ? 0 : countAtMost(latencies, millis);
    }

    /**
     * As {@link #latencyCountAtMost}, of a stored sketch.
     *
     * @param latencySketch what {@link #latencySketchBytes} gave
     */
    public static long latencyCountAtMost(byte[] latencySketch, double millis) {
        WindowAggregate stored = new WindowAggregate();
        stored.restoreSketches(latencySketch, new byte[0]);
        return stored.latencyCountAtMost(millis);
    }

    public long latencyCount() {
        return latencyCount;
    }

    public long latencySumNanos() {
        return latencySumNanos;
    }

    private void addLatency(double millis) {
        latencyCount++;
        latencySumNanos += Math.round(millis * NANOS_PER_MILLI);
        latencyMaxMillis = Math.max(latencyMaxMillis, millis);
        latencySketch().accept(millis);
    }

    private DDSketch latencySketch() {
        if (latencies == null) {
            latencies = DDSketches.unboundedDense(RELATIVE_ACCURACY);
        }
        return latencies;
    }

    private static long countAtMost(DDSketch sketch, double millis) {
        if (millis < 0) {
            return 0;
        }
        Store durations = sketch.getPositiveValueStore();
        IndexMapping bins = sketch.getIndexMapping();
        // The sketch counts zeros apart, which its stores do not show.
        double count = sketch.getCount() - durations.getTotalCount();
        if (millis >= bins.minIndexableValue()) {
            int last = bins.index(Math.min(millis, bins.maxIndexableValue()));
            count +=
                    durations
                            .getStream()
                            .filter(bin -> bin.getIndex() <= last)
                            .mapToDouble(Bin::getCount)
                            .sum();
        }
        return Math.round(count);
    }

    private HllUnion usersUnion() {
        if (users == null) {
            users = new HllUnion(LOG2_REGISTERS);
        }
        return users;
    }

    private void restoreSketches(byte[] latencySketch, byte[] usersSketch) {
        try {
            if (latencySketch.length > 0) {
                latencies =
                        DDSketch.decode(
                                ByteArrayInput.wrap(latencySketch), UnboundedSizeDenseStore::new);
            }
            if (usersSketch.length > 0) {
                usersUnion().update(HllSketch.heapify(MemorySegment.ofArray(usersSketch)));
            }
        } catch (IOException | SketchesArgumentException | IllegalArgumentException e) {
            throw new MalformedBatchException("sketch does not decode: " + e.getMessage());
        }
    }

    private static void writeOptional(ByteWriter out, byte @Nullable [] block) {
        out.writeBlock(orEmpty(block));
    }

    private static byte[] orEmpty(byte @Nullable [] block) {
        return block == null ? new byte[0] : block;
    }
}
