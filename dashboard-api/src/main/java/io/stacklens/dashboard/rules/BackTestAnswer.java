package io.stacklens.dashboard.rules;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What the analytics service answers; described here, made there. */
record BackTestAnswer(
        @Schema(description = "How finely what is stored is known") int resolutionSeconds,
        @Schema(
                        description =
                                "The rule's window as it was looked at: a multiple of the"
                                        + " resolution")
                int windowSeconds,
        @Schema(description = "How often a series was looked at") long evaluations,
        @Schema(description = "Each time it would have fired, in order") List<Episode> episodes,
        @Schema(description = "The curve of the first series") List<Point> points,
        @Schema(description = "Series with episodes first, then those that came nearest")
                List<Series> series,
        @Schema(description = "Series that are not listed, since there are too many")
                int seriesLeftOut) {

    @Schema(name = "BackTestEpisode")
    record Episode(
            String service,
            @Nullable String route,
            @Nullable Instant pendingSince,
            Instant startedAt,
            @Schema(description = "null if it still fires at the end") @Nullable Instant resolvedAt,
            @Nullable Double peakValue) {}

    @Schema(name = "BackTestPoint")
    record Point(
            Instant time,
            @Nullable Double value,
            @Schema(allowableValues = {"ok", "pending", "firing"}) String state) {}

    @Schema(name = "BackTestSeries")
    record Series(
            String service, @Nullable String route, List<Point> points, List<Episode> episodes) {}
}
