package io.stacklens.dashboard.slo;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** How an objective is kept at a moment. */
record SloStatus(
        @Schema(
                        description = "Percent that was good; null when nothing was counted",
                        example = "99.95",
                        nullable = true)
                @Nullable Double value,
        @Schema(description = "How many were good", example = "19990") long good,
        @Schema(description = "How many there were", example = "20000") long total,
        @Schema(
                        description =
                                "What was counted: requests, events where there are no requests,"
                                        + " or durations",
                        example = "requests")
                Counted counted,
        @Schema(
                        description =
                                "Percent of the bad ones that the objective allows that are not"
                                        + " spent; negative when overspent",
                        example = "50")
                double errorBudgetRemaining,
        @Schema(description = "How fast the budget was spent lately") BurnRates burnRate,
        @Schema(
                        description =
                                "When the budget was spent or, at the rate of the last hour, will"
                                        + " be; null when it lasts",
                        nullable = true)
                @Nullable Instant exhaustedAt,
        @Schema(description = "Earliest event time that counts") Instant from,
        @Schema(description = "When this was measured") Instant to) {}
