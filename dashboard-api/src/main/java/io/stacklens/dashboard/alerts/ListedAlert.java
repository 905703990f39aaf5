package io.stacklens.dashboard.alerts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.stacklens.model.alert.Alert;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** An episode in a list, with what made it one: the value of now may be any. */
record ListedAlert(
        @JsonUnwrapped Alert alert,
        @Schema(
                        description = "What was measured when it fired; null if it has not",
                        example = "7.5")
                @Nullable Double firedValue) {}
