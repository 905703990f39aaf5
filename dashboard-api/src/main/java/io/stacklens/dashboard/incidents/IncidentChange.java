package io.stacklens.dashboard.incidents;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What shall become different; what is absent stays as it is. */
@Schema(example = "{\"status\": \"investigating\", \"assignee\": \"ada\"}")
record IncidentChange(
        @Schema(description = "What it is called", example = "Checkout answers errors")
                @Nullable String title,
        @Schema(
                        description =
                                "investigating, mitigated or resolved; a resolved or mitigated one"
                                        + " may go back to investigating",
                        example = "investigating")
                @Nullable String status,
        @Schema(description = "INFO, WARNING or CRITICAL", example = "WARNING")
                @Nullable String severity,
        @Schema(description = "Who has taken it; an empty text for nobody", example = "ada")
                @Nullable String assignee,
        @Schema(description = "The services it is about", example = "[\"checkout\"]")
                @Nullable List<String> services,
        @Schema(description = "When it began", nullable = true) @Nullable Instant startedAt) {}
