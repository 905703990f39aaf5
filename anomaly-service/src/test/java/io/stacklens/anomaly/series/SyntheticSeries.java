package io.stacklens.anomaly.series;

import io.stacklens.model.Severity;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Windows of a web service that never was: a daily swing, chance, and whatever a test plants. */
public final class SyntheticSeries {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private final String service;
    private final Random random;
    private final double volume;
    private final double errorShare;
    private int minute;

    public SyntheticSeries(String service, long seed, double volume, double errorShare) {
        this.service = service;
        this.random = new Random(seed);
        this.volume = volume;
        this.errorShare = errorShare;
    }

    /** What a test does to a window. */
    public record Incident(double volumeTimes, double errorShareAdded, double latencyTimes) {
        public static final Incident NONE = new Incident(1, 0, 1);
        public static final Incident ERRORS = new Incident(1, 0.3, 1);
        public static final Incident SLOW = new Incident(1, 0, 6);
        public static final Incident FLOOD = new Incident(8, 0, 1);
        public static final Incident DROUGHT = new Incident(0.05, 0, 1);
    }

    public List<WindowMetrics> next(int count) {
        List<WindowMetrics> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(next(Incident.NONE));
        }
        return windows;
    }

    public WindowMetrics next(Incident incident) {
        double swing = 1 + 0.5 * Math.sin(2 * Math.PI * minute / 1440);
        long events = poisson(volume * swing * incident.volumeTimes());
        double share = Math.min(1, errorShare + incident.errorShareAdded());
        long errors = events == 0 ? 0 : binomial(events, share);
        long warnings = binomial(events - errors, 0.05);
        long debugs = binomial(events - errors - warnings, 0.1);
        long requests = binomial(events, 0.8);
        double[] durations = new double[(int) Math.min(400, requests)];
        Arrays.setAll(
                durations,
                _ -> 40 * incident.latencyTimes() * Math.exp(0.6 * random.nextGaussian()));
        Arrays.sort(durations);
        Instant start = START.plusSeconds(60L * minute++);
        return new WindowMetrics(
                service,
                null,
                WindowSize.ONE_MINUTE,
                start,
                start.plusSeconds(60),
                events,
                errors,
                events == 0 ? null : 100.0 * errors / events,
                requests,
                quantile(durations, 0.5),
                quantile(durations, 0.5),
                quantile(durations, 0.95),
                quantile(durations, 0.99),
                quantile(durations, 1),
                durations.length,
                0,
                events * 200,
                poisson(Math.sqrt(volume * swing * incident.volumeTimes()) * 3),
                Map.of(
                        Severity.DEBUG, debugs,
                        Severity.INFO, events - errors - warnings - debugs,
                        Severity.WARN, warnings,
                        Severity.ERROR, errors),
                1,
                true);
    }

    private static @Nullable Double quantile(double[] sorted, double q) {
        return sorted.length == 0 ? null : sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    private long poisson(double mean) {
        if (mean > 50) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private long binomial(long tries, double probability) {
        long hits = 0;
        for (long i = 0; i < tries; i++) {
            if (random.nextDouble() < probability) {
                hits++;
            }
        }
        return hits;
    }
}
