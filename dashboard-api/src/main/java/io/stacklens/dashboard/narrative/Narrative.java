package io.stacklens.dashboard.narrative;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;

/** What a language model made of a summary. Its words, not measurements. */
public record Narrative(
        @Schema(description = "Plain text, a few sentences") String text,
        @Schema(description = "Who wrote it", example = "ollama") String provider,
        @Schema(description = "When") Instant generatedAt) {}
