package io.stacklens.dashboard.slo;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/**
 * A service level objective: so many percent of the requests of a service or a route, over so many
 * days, shall be good.
 */
record Slo(
        @Schema(description = "Its number", example = "1") @Nullable Long id,
        @Schema(description = "Unique name", example = "Checkout answers") String name,
        @Schema(description = "The service that makes the promise", example = "checkout")
                String service,
        @Schema(
                        description = "One route of it, or null for the whole service",
                        example = "POST /orders",
                        nullable = true)
                @Nullable String route,
        @Schema(
                        description =
                                "What makes a request good: availability (it is no error) or"
                                        + " latency (it is fast enough)",
                        example = "availability")
                Indicator indicator,
        @Schema(description = "Percent of requests that shall be good", example = "99.9")
                double objective,
        @Schema(
                        description =
                                "Most milliseconds of a good request; only with the indicator"
                                        + " latency",
                        example = "250",
                        nullable = true)
                @Nullable Double latencyThresholdMs,
        @Schema(description = "Days up to now that are looked at", example = "30") int windowDays) {

    /** The share of bad requests that is allowed, more than 0 and less than 1. */
    double allowedBadShare() {
        return (100 - objective) / 100;
    }
}
