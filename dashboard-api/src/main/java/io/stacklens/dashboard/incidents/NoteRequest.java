package io.stacklens.dashboard.incidents;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** What somebody wants to have said. */
record NoteRequest(
        @Schema(
                        description = "1 to 10,000 characters",
                        example = "Rolled back to the release of yesterday.")
                @Nullable String text) {}
