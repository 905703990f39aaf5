package io.stacklens.analytics.alerts;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The last 70 minutes of buckets, which is what rules look at: an hour to compare with, and the
 * windows of most rules. Not thread-safe.
 */
final class RuleBuckets {

    static final Duration KEPT = Duration.ofMinutes(70);

    /** Where the routes beyond a service's limit are counted. */
    static final String OTHER = "other";

    private static final Duration SKETCHES_ALIVE = Duration.ofMinutes(10);
    private static final int MAX_ROUTES = 200;

    private final Memory store;
    private final Map<Series, NavigableMap<Long, RuleBucket>> series = new HashMap<>();
    private final Map<String, Set<String>> routes = new HashMap<>();

    RuleBuckets(Memory store) {
        this.store = store;
        store.forEach(
                (bytes, value) -> {
                    BucketKey key = BucketKey.of(bytes);
                    bucketsOf(key.series())
                            .put(key.start(), RuleBucket.decode(value, () -> stored(bytes)));
                });
    }

    /** Merges a delta, if it is young enough, and answers the series it counts for. */
    Series merge(String service, SeriesDelta delta, long now) {
        Series one = series(service, delta);
        if (delta.bucketStart() >= oldestKept(now)) {
            bucket(one, delta.bucketStart()).merge(delta);
        }
        return one;
    }

    /** Counts what a query has found, if it is young enough, and answers the service's total. */
    Series merge(String service, MatchDelta delta, long now) {
        Series total = new Series(service, null);
        if (delta.bucketStart() >= oldestKept(now)) {
            bucket(total, delta.bucketStart()).merge(delta);
        }
        return total;
    }

    private RuleBucket bucket(Series one, long start) {
        byte[] key = new BucketKey(one, start).toBytes();
        return bucketsOf(one).computeIfAbsent(start, _ -> RuleBucket.empty(() -> stored(key)));
    }

    Set<Series> all() {
        return Set.copyOf(series.keySet());
    }

    /**
     * The buckets of a series between two times in seconds.
     *
     * @param to exclusive
     */
    RuleWindow window(Series one, long from, long to) {
        NavigableMap<Long, RuleBucket> buckets = series.getOrDefault(one, new TreeMap<>());
        return new RuleWindow(
                from, to, buckets.subMap(from, true, to, false).descendingMap().values());
    }

    /**
     * Whether somewhere between two times the buckets of so many seconds add up to at least so
     * much.
     */
    boolean reached(
            Series one,
            ToLongFunction<RuleBucket> measure,
            long from,
            long to,
            int seconds,
            double value) {
        NavigableMap<Long, RuleBucket> buckets =
                series.getOrDefault(one, new TreeMap<>()).subMap(from, true, to, false);
        long sum = 0;
        Iterator<Map.Entry<Long, RuleBucket>> leaving = buckets.entrySet().iterator();
        Map.Entry<Long, RuleBucket> oldest = leaving.hasNext() ? leaving.next() : null;
        for (Map.Entry<Long, RuleBucket> entering : buckets.entrySet()) {
            sum += measure.applyAsLong(entering.getValue());
            while (oldest != null && oldest.getKey() <= entering.getKey() - seconds) {
                sum -= measure.applyAsLong(oldest.getValue());
                oldest = leaving.hasNext() ? leaving.next() : null;
            }
            if (sum >= value) {
                return true;
            }
        }
        return false;
    }

    /** Writes what changed to the store and lets go what has become old. */
    void writeChanges(long now) {
        long oldest = oldestKept(now);
        long alive = now / 1000 - SKETCHES_ALIVE.toSeconds();
        Iterator<Map.Entry<Series, NavigableMap<Long, RuleBucket>>> all =
                series.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Series, NavigableMap<Long, RuleBucket>> one = all.next();
            NavigableMap<Long, RuleBucket> buckets = one.getValue();
            List<Long> gone = new ArrayList<>(buckets.headMap(oldest).keySet());
            for (Long start : gone) {
                buckets.remove(start);
                store.delete(new BucketKey(one.getKey(), start).toBytes());
            }
            buckets.forEach((start, bucket) -> write(one.getKey(), start, bucket));
            buckets.headMap(alive).values().forEach(RuleBucket::putAway);
            if (buckets.isEmpty()) {
                all.remove();
                forget(one.getKey());
            }
        }
    }

    private void write(Series one, long start, RuleBucket bucket) {
        if (bucket.isDirty()) {
            store.put(new BucketKey(one, start).toBytes(), bucket.encode());
        }
    }

    /** Routes beyond the limit are looked at together. */
    private Series series(String service, SeriesDelta delta) {
        String route = delta.route();
        if (route == null) {
            return new Series(service, null);
        }
        Set<String> known = routes.getOrDefault(service, Set.of());
        boolean named = known.contains(route) || known.size() < MAX_ROUTES;
        return new Series(service, named ? route : OTHER);
    }

    private NavigableMap<Long, RuleBucket> bucketsOf(Series one) {
        if (one.route() != null) {
            routes.computeIfAbsent(one.service(), _ -> new HashSet<>()).add(one.route());
        }
        return series.computeIfAbsent(one, _ -> new TreeMap<>());
    }

    private void forget(Series one) {
        Set<String> known = routes.get(one.service());
        if (known != null && one.route() != null) {
            known.remove(one.route());
        }
    }

    private byte[] stored(byte[] key) {
        byte[] bytes = store.get(key);
        if (bytes == null) {
            throw new IllegalStateException("bucket is not in its store");
        }
        return bytes;
    }

    private static long oldestKept(long now) {
        return (now / 1000 - KEPT.toSeconds()) / Bucket.SECONDS * Bucket.SECONDS;
    }

    /** Names a bucket in the store. */
    private record BucketKey(Series series, long start) {

        byte[] toBytes() {
            ByteWriter out = new ByteWriter(64);
            out.writeText(series.service());
            out.writeByte(series.route() == null ? 0 : 1);
            out.writeText(series.route() == null ? "" : series.route());
            out.writeSignedVarint(start);
            return out.toByteArray();
        }

        static BucketKey of(byte[] bytes) {
            ByteReader in = new ByteReader(bytes);
            String service = in.readText();
            boolean hasRoute = in.readByte() == 1;
            String route = in.readText();
            return new BucketKey(
                    new Series(service, hasRoute ? route : null), in.readSignedVarint());
        }
    }
}
