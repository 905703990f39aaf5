package io.stacklens.enrichment.editing;

import io.stacklens.pipeline.http.InvalidValueException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextCursor what to ask the next page with; null on the last
 */
record Listing<T>(List<T> items, @Nullable String nextCursor) {

    private static final int LARGEST = 10_000;

    static int checkedLimit(int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw new InvalidValueException("limit", Integer.toString(limit), "1 to " + LARGEST);
        }
        return limit;
    }

    /**
     * A page out of one item more than it may have, which shows whether another page follows.
     *
     * @param key of an item; the list is in its order
     */
    static <T> Listing<T> of(List<T> items, int limit, Function<T, String> key) {
        return items.size() <= limit
                ? new Listing<>(List.copyOf(items), null)
                : new Listing<>(
                        List.copyOf(items.subList(0, limit)), key.apply(items.get(limit - 1)));
    }
}
