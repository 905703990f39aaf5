package io.stacklens.enrichment.editing;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What became of the lines of a bulk upsert.
 *
 * @param accepted lines that are stored
 * @param errors why lines were rejected; the first thousand
 */
record BulkResult(long accepted, long rejected, List<LineError> errors) {

    /**
     * A line that was rejected.
     *
     * @param line counted from 1, the header of CSV included
     * @param field null when the whole line is meant
     */
    record LineError(long line, @Nullable String field, @Nullable String value, String reason) {}
}
