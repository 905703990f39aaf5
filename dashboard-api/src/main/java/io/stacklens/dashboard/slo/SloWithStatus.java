package io.stacklens.dashboard.slo;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.swagger.v3.oas.annotations.media.Schema;

/** An objective, and how it is kept. */
record SloWithStatus(
        @JsonUnwrapped Slo slo, @Schema(description = "How it is kept now") SloStatus status) {}
