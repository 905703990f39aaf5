package io.stacklens.dashboard.apikeys;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** A key as somebody asks for it. */
@Schema(example = "{\"name\": \"web servers\", \"scopes\": [\"ingest\"]}")
record ApiKeyRequest(
        @Schema(description = "What people call it, up to 100 characters", example = "web servers")
                @Nullable String name,
        @Schema(
                        description =
                                "What it is for: ingest sends lines, read reads, write does what"
                                        + " operators do; ingest by default",
                        example = "[\"ingest\"]")
                @Nullable List<String> scopes,
        @Schema(description = "From when on it does not count; never without it")
                @Nullable Instant expiresAt) {}
