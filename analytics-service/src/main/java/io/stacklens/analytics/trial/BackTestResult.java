package io.stacklens.analytics.trial;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * When a rule would have fired.
 *
 * @param resolutionSeconds how finely what is stored is known
 * @param windowSeconds the rule's window as it was looked at: a multiple of the resolution
 * @param evaluations how often a series was looked at
 * @param episodes each time it would have fired, in order
 * @param points the curve of the first series
 * @param series those with episodes first, then those that came nearest
 * @param seriesLeftOut those that are not listed, since there are too many
 */
record BackTestResult(
        int resolutionSeconds,
        int windowSeconds,
        long evaluations,
        List<Episode> episodes,
        List<Point> points,
        List<Series> series,
        int seriesLeftOut) {

    /**
     * One time that it would have fired.
     *
     * @param pendingSince null if the rule does not wait
     * @param resolvedAt null if it still fires at the end
     * @param peakValue the value farthest beyond the threshold
     */
    record Episode(
            String service,
            @Nullable String route,
            @Nullable Instant pendingSince,
            Instant startedAt,
            @Nullable Instant resolvedAt,
            @Nullable Double peakValue) {}

    /**
     * What was looked at, at the end of a step.
     *
     * @param state {@code ok}, {@code pending} or {@code firing}
     */
    record Point(Instant time, @Nullable Double value, String state) {}

    /** One series. */
    record Series(
            String service, @Nullable String route, List<Point> points, List<Episode> episodes) {}
}
