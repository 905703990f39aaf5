package io.stacklens.dashboard.logs;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A list answer from the log store.
 *
 * @param nextCursor what to pass as {@code cursor} to get the items that follow, or null at the end
 * @param damagedBlocks blocks that could not be read whole; what could not be read is left out
 */
record FoundLogs<T>(
        List<T> items,
        @Nullable String nextCursor,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int damagedBlocks) {}
