package io.stacklens.dashboard.incidents;

import io.stacklens.model.alert.AlertSeverity;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Something that went wrong, with what belongs to it. */
record Incident(
        @Schema(description = "Its number", example = "1") long id,
        @Schema(description = "What it is called", example = "Checkout answers errors")
                String title,
        @Schema(description = "Where it stands", example = "open") IncidentStatus status,
        @Schema(description = "How urgent it is", example = "CRITICAL") AlertSeverity severity,
        @Schema(description = "Who has taken it, or null", example = "ada", nullable = true)
                @Nullable String assignee,
        @Schema(description = "The services it is about", example = "[\"checkout\"]")
                List<String> services,
        @Schema(description = "When it began") Instant startedAt,
        @Schema(description = "When it was resolved, or null", nullable = true)
                @Nullable Instant resolvedAt,
        @Schema(description = "When it was written down") Instant createdAt,
        @Schema(description = "Who wrote it down", example = "ada") String createdBy,
        @Schema(description = "When something of it last changed") Instant updatedAt,
        @Schema(description = "Ids of the alerts that belong to it, the earliest first")
                List<String> alertIds,
        @Schema(description = "Ids of the anomalies that belong to it, the earliest first")
                List<String> anomalyIds,
        @Schema(description = "Ids of the log records that belong to it, the earliest first")
                List<String> logIds,
        @Schema(
                        description =
                                "What it came to, once it is resolved and settled; at any time at"
                                        + " /summary",
                        nullable = true)
                @Nullable IncidentSummary summary) {

    Incident {
        services = List.copyOf(services);
        alertIds = List.copyOf(alertIds);
        anomalyIds = List.copyOf(anomalyIds);
        logIds = List.copyOf(logIds);
    }

    /** What people change: the same without what it came to. */
    Incident edited() {
        return new Incident(
                id,
                title,
                status,
                severity,
                assignee,
                services,
                startedAt,
                resolvedAt,
                createdAt,
                createdBy,
                updatedAt,
                alertIds,
                anomalyIds,
                logIds,
                null);
    }
}
