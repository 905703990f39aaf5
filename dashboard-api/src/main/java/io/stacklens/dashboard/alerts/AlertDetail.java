package io.stacklens.dashboard.alerts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.stacklens.model.alert.Alert;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;

/** An episode with its changes of state and with what people did, oldest first. */
record AlertDetail(
        @JsonUnwrapped Alert alert,
        @Schema(description = "Each change of its state") List<AlertChange> changes,
        @Schema(description = "Who did what, and said about it") List<AlertAction> actions) {}
