package io.stacklens.dashboard.alerts;

import io.stacklens.model.alert.AlertStatus;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** One change of an episode's state, or the beginning or end of a silence over it. */
record AlertChange(
        long sequence,
        AlertStatus status,
        @Nullable Double value,
        Instant changedAt,
        @Schema(description = "The silence that kept it from being told")
                @Nullable Long suppressedBy) {}
