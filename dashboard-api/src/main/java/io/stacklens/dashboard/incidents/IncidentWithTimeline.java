package io.stacklens.dashboard.incidents;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;

/** An incident, and what happened around it. */
record IncidentWithTimeline(
        @JsonUnwrapped Incident incident,
        @Schema(description = "What happened, the earliest first") List<TimelineEntry> timeline) {}
