package io.stacklens.dashboard.saved;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** A search as somebody wants to keep it. */
@Schema(
        example =
                """
                {"name": "Slow checkouts", "q": "service:checkout duration_ms:>500", "shared": true}\
                """)
record SavedQueryRequest(
        @Schema(description = "A name that none of the owner's others has") @Nullable String name,
        @Schema(description = "A query as for /logs") @Nullable String q,
        @Schema(description = "Whether everybody sees it; false by default")
                @Nullable Boolean shared) {}
