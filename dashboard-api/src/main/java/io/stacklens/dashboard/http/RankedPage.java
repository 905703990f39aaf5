package io.stacklens.dashboard.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which part of a ranking is asked for. Rankings are made anew each time, so their pages go by
 * position.
 */
public record RankedPage(int offset, int limit) {

    public static RankedPage of(@Nullable String cursor, int limit) {
        return new RankedPage(PageCursor.offset(cursor), limit);
    }

    /** How many rows to read: one more than are shown tells whether others follow. */
    public int rows() {
        return limit + 1;
    }

    /** The rows that a statement would have read. */
    public <T> List<T> rowsOf(Stream<T> ranking) {
        return ranking.skip(offset).limit(rows()).toList();
    }

    /** The answer that shows what was read. */
    public <T> Items<T> showing(List<T> read) {
        return Items.page(read, limit, _ -> PageCursor.of(offset + limit));
    }
}
