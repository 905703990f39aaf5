package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the consumer groups are behind, in Kafka records (batches of lines), asked for once a
 * second while the load is timed.
 */
final class LagWatch {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** Less than this is what lies between two polls, not a lag that grows. */
    private static final long USUAL = 200;

    private final Phase phase;
    private final List<Long> totals = new ArrayList<>();
    private final Map<String, Long> mostByGroup = new TreeMap<>();

    /**
     * What was seen.
     *
     * @param start median of the first third of the time, as are {@code middle} and {@code end}
     * @param slopePerSecond of the straight line through all
     * @param grows whether the end is more than a fifth above the start and more than what lies
     *     between two polls
     */
    record Lag(
            int samples,
            long p50,
            long max,
            long start,
            long middle,
            long end,
            double slopePerSecond,
            boolean grows,
            Map<String, Long> maxByGroup) {}

    LagWatch(Phase phase) {
        this.phase = phase;
    }

    /** Asks until the load ends. */
    void watch(ApiClient api) throws InterruptedException {
        while (phase.isSending()) {
            if (phase.isTimed()) {
                Map<String, Long> byGroup = new TreeMap<>();
                api.get("/stats")
                        .path("lag")
                        .properties()
                        .forEach(lag -> byGroup.put(lag.getKey(), lag.getValue().asLong()));
                add(byGroup);
            }
            Thread.sleep(BETWEEN);
        }
    }

    synchronized void add(Map<String, Long> byGroup) {
        totals.add(byGroup.values().stream().mapToLong(Long::longValue).sum());
        byGroup.forEach((group, lag) -> mostByGroup.merge(group, lag, Math::max));
    }

    synchronized Lag seen() {
        long[] seen = totals.stream().mapToLong(Long::longValue).toArray();
        int n = seen.length;
        long start = median(seen, 0, n / 3);
        long end = median(seen, n - n / 3, n);
        return new Lag(
                n,
                median(seen, 0, n),
                Arrays.stream(seen).max().orElse(0),
                start,
                median(seen, n / 3, n - n / 3),
                end,
                slope(seen),
                end > USUAL && end * 5 > start * 6,
                Map.copyOf(mostByGroup));
    }

    private static long median(long[] values, int from, int to) {
        if (from >= to) {
            return 0;
        }
        long[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** By least squares; the samples are a second apart. */
    private static double slope(long[] values) {
        double meanX = (values.length - 1) / 2.0;
        double meanY = Arrays.stream(values).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int x = 0; x < values.length; x++) {
            above += (x - meanX) * (values[x] - meanY);
            below += (x - meanX) * (x - meanX);
        }
        return below == 0 ? 0 : above / below;
    }
}
