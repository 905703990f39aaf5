package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.LearnedKey.What;
import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Good and bad requests of three days, by the minute, for each objective that a rule guards. Begins
 * to count when the rule is made.
 */
final class Budgets {

    private static final int HOURS = Watch.LONGEST_BURN_SECONDS / 3_600 + 1;

    private final Memory memory;

    /** By objective, then by hour since the epoch. */
    private final Map<String, Map<Long, Hour>> counts = new HashMap<>();

    private final Set<LearnedKey> unwritten = new HashSet<>();

    Budgets(Memory memory) {
        this.memory = memory;
        memory.forEach(
                (bytes, value) -> {
                    LearnedKey key = LearnedKey.of(bytes);
                    if (key.what() == What.BUDGET) {
                        hours(key.first()).put(Long.parseLong(key.second()), Hour.decode(value));
                    }
                });
    }

    /** Counts what a service gained for an objective. */
    void add(Slo slo, WindowDelta delta, long now) {
        for (SeriesDelta gain : delta.series()) {
            long hour = Math.floorDiv(gain.bucketStart(), 3_600);
            boolean isYoung = hour > now / 3_600_000 - HOURS;
            if (isYoung && slo.isAbout(new Series(delta.service(), gain.route()))) {
                int minute = (int) Math.floorMod(gain.bucketStart(), 3_600L) / 60;
                hours(slo.countsKey())
                        .computeIfAbsent(hour, _ -> new Hour())
                        .add(minute, slo, gain.counted());
                unwritten.add(new LearnedKey(What.BUDGET, slo.countsKey(), Long.toString(hour)));
            }
        }
    }

    /**
     * What was counted between two times.
     *
     * @param from in seconds, of a minute's start
     * @param to exclusive
     */
    Requests sum(Slo slo, long from, long to) {
        Requests sum = new Requests();
        hours(slo.countsKey())
                .forEach(
                        (hour, counted) -> {
                            long start = hour * 60;
                            int first = Math.clamp(from / 60 - start, 0, 60);
                            int end = Math.clamp(Math.ceilDiv(to, 60) - start, 0, 60);
                            for (int minute = first; minute < end; minute++) {
                                sum.add(counted, minute);
                            }
                        });
        return sum;
    }

    void write() {
        for (LearnedKey key : unwritten) {
            Hour hour = hours(key.first()).get(Long.parseLong(key.second()));
            if (hour != null) {
                memory.put(key.toBytes(), hour.encode());
            }
        }
        unwritten.clear();
    }

    void forgetOld(long now) {
        long oldest = now / 3_600_000 - HOURS;
        counts.forEach(
                (slo, hours) ->
                        hours.keySet()
                                .removeIf(
                                        hour -> {
                                            if (hour < oldest) {
                                                memory.delete(
                                                        new LearnedKey(
                                                                        What.BUDGET,
                                                                        slo,
                                                                        Long.toString(hour))
                                                                .toBytes());
                                            }
                                            return hour < oldest;
                                        }));
        counts.values().removeIf(Map::isEmpty);
    }

    private Map<Long, Hour> hours(String slo) {
        return counts.computeIfAbsent(slo, _ -> new HashMap<>());
    }

    /** The minutes of an hour. */
    private static final class Hour {

        private final long[] requests = new long[60];
        private final long[] events = new long[60];
        private final long[] bad = new long[60];

        void add(int minute, Slo slo, WindowAggregate counted) {
            Double latency = slo.latencyMillis();
            if (latency == null) {
                requests[minute] += counted.totalRequests();
                events[minute] += counted.eventCount();
                bad[minute] += counted.errorCount();
            } else {
                long all = counted.latencyCount();
                requests[minute] += all;
                bad[minute] += all - counted.latencyCountAtMost(latency);
            }
        }

        byte[] encode() {
            ByteWriter out = new ByteWriter(256);
            for (int minute = 0; minute < 60; minute++) {
                out.writeVarint(requests[minute]);
                out.writeVarint(events[minute]);
                out.writeVarint(bad[minute]);
            }
            return out.toByteArray();
        }

        static Hour decode(byte[] bytes) {
            ByteReader in = new ByteReader(bytes);
            Hour hour = new Hour();
            for (int minute = 0; minute < 60; minute++) {
                hour.requests[minute] = in.readVarint();
                hour.events[minute] = in.readVarint();
                hour.bad[minute] = in.readVarint();
            }
            return hour;
        }
    }

    /** A sum. Where nothing is a request, every event is taken for one. */
    static final class Requests {

        private long requests;
        private long events;
        private long bad;

        private void add(Hour hour, int minute) {
            requests += hour.requests[minute];
            events += hour.events[minute];
            bad += hour.bad[minute];
        }

        long total() {
            return requests == 0 ? events : requests;
        }

        /** The share of bad ones, 0 without any. */
        double badShare() {
            return total() == 0 ? 0 : (double) Math.min(bad, total()) / total();
        }
    }
}
