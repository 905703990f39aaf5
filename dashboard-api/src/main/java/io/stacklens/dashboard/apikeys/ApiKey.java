package io.stacklens.dashboard.apikeys;

import io.stacklens.model.access.Scope;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** A key as the API shows it: what it is called and what it may do, not the key. */
record ApiKey(
        @Schema(description = "Names the key in paths", example = "1") long id,
        @Schema(description = "What people call it", example = "web servers") String name,
        @Schema(description = "How the key begins", example = "slk_Ab3dE9") String prefix,
        @Schema(description = "ingest, read, write", example = "[\"ingest\"]") List<Scope> scopes,
        @Schema(description = "When it was made") Instant createdAt,
        @Schema(description = "From when on it does not count, or null")
                @Nullable Instant expiresAt,
        @Schema(description = "When it was used last, to about ten seconds, or null")
                @Nullable Instant lastUsedAt,
        @Schema(description = "When it was revoked, or null") @Nullable Instant revokedAt) {}
