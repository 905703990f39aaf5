package io.stacklens.dashboard.deadletters;

import io.swagger.v3.oas.annotations.media.Schema;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Which dead letters to replay: by their ids, or the newest that match a filter and were not
 * replayed yet.
 *
 * @param limit how many of those that match the filter
 * @param edited by id, what to send instead
 */
record ReplayRequest(
        @Schema(example = "[\"collected-logs.dlq:0:17\"]") @Size(max = 1_000)
                @Nullable List<@NotNull String> ids,
        @Schema(nullable = true) @Nullable LetterFilter filter,
        @Schema(description = "100 by default", example = "100") @Min(1) @Max(1_000)
                @Nullable Integer limit,
        @Nullable Map<String, @NotNull Edit> edited,
        @Schema(description = "Who does it", example = "ada") @Size(max = 200)
                @Nullable String by) {}
