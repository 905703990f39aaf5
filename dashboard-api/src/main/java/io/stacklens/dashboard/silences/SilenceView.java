package io.stacklens.dashboard.silences;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.stacklens.model.alert.Silence;
import io.swagger.v3.oas.annotations.media.Schema;

/** A silence, and whether it holds at this moment. */
record SilenceView(
        @JsonUnwrapped Silence silence,
        @Schema(description = "Whether it holds at this moment") boolean active) {}
