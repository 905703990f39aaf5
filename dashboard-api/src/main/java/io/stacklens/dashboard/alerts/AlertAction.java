package io.stacklens.dashboard.alerts;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;

/** What somebody did to an episode, and said about it. */
record AlertAction(
        @Schema(allowableValues = {"acknowledge", "resolve", "comment"}) String action,
        @Schema(example = "ada") String by,
        String comment,
        Instant at) {}
