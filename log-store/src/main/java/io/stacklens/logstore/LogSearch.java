package io.stacklens.logstore;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What to look for. All conditions must hold; an absent one always does.
 *
 * @param from earliest event time, inclusive
 * @param to latest event time, exclusive
 * @param service exactly this service, in this spelling
 * @param severity exactly this severity; {@code severity:>=WARN} in the query compares
 * @param limit most records on a page; counts, histograms and facets take all
 * @param cursor only what comes after it, newest first
 */
public record LogSearch(
        LogQuery query,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String service,
        @Nullable Severity severity,
        int limit,
        @Nullable Cursor cursor) {

    public LogSearch {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: %d (expected: at least 1)".formatted(limit));
        }
    }

    /** All that is stored. */
    public static LogSearch all(int limit) {
        return new LogSearch(LogQuery.all(), null, null, null, null, limit, null);
    }

    public LogSearch after(@Nullable Cursor place) {
        return new LogSearch(query, from, to, service, severity, limit, place);
    }
}
