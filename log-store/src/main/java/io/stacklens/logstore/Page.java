package io.stacklens.logstore;

import io.stacklens.model.LogRecord;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Some of a search's records, newest first.
 *
 * @param next where the next page begins, or null when this is the last
 * @param damagedBlocks blocks on the way that could not be read whole; what could not be read is
 *     left out
 */
public record Page(List<LogRecord> items, @Nullable Cursor next, int damagedBlocks) {

    public Page {
        items = List.copyOf(items);
    }
}
