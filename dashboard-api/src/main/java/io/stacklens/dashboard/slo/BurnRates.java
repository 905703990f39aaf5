package io.stacklens.dashboard.slo;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How fast the error budget was spent lately: 1 spends just all of it in the objective's days, 14
 * in a fourteenth of them.
 */
record BurnRates(
        @Schema(description = "Of the last hour", example = "1.2") @JsonProperty("1h") double hour,
        @Schema(description = "Of the last 6 hours", example = "0.8") @JsonProperty("6h")
                double sixHours,
        @Schema(description = "Of the last 24 hours", example = "0.4") @JsonProperty("24h")
                double day,
        @Schema(description = "Of the last 3 days", example = "0.3") @JsonProperty("3d")
                double threeDays) {}
