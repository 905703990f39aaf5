package io.stacklens.dashboard.incidents;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** An incident as somebody writes it down; a {@code title}, an alert or an anomaly is needed. */
@Schema(
        example =
                """
                {"title": "Checkout answers errors", "severity": "CRITICAL", "services": ["checkout"],
                 "note": "Customers called at noon."}\
                """)
record IncidentRequest(
        @Schema(
                        description =
                                "What it is called; by default after its first alert or anomaly",
                        example = "Checkout answers errors")
                @Nullable String title,
        @Schema(
                        description =
                                "INFO, WARNING or CRITICAL; by default the highest of its alerts"
                                        + " and anomalies, else WARNING",
                        example = "CRITICAL")
                @Nullable String severity,
        @Schema(description = "Who has taken it", example = "ada", nullable = true)
                @Nullable String assignee,
        @Schema(
                        description =
                                "The services it is about; those of its alerts, anomalies and"
                                        + " records are added",
                        example = "[\"checkout\"]")
                @Nullable List<String> services,
        @Schema(
                        description =
                                "When it began; by default when the earliest of what belongs to it"
                                        + " did, else now",
                        nullable = true)
                @Nullable Instant startedAt,
        @Schema(description = "Ids of alerts that belong to it") @Nullable List<String> alertIds,
        @Schema(description = "Ids of anomalies that belong to it")
                @Nullable List<String> anomalyIds,
        @Schema(description = "Ids of log records that belong to it") @Nullable List<String> logIds,
        @Schema(
                        description = "A first note",
                        example = "Customers called at noon.",
                        nullable = true)
                @Nullable String note) {}
