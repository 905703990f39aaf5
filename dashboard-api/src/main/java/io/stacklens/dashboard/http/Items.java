package io.stacklens.dashboard.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * A list answer.
 *
 * @param nextCursor what to pass as {@code cursor} to get the items that follow, or null at the end
 */
public record Items<T>(List<T> items, @Nullable String nextCursor) {

    public Items {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of rows of which one more than the limit was read, if there was one.
     *
     * @param cursorOf the cursor that leads to what follows a row
     */
    public static <T> Items<T> page(List<T> rows, int limit, Function<T, PageCursor> cursorOf) {
        if (rows.size() <= limit) {
            return new Items<>(rows, null);
        }
        return new Items<>(rows.subList(0, limit), cursorOf.apply(rows.get(limit - 1)).encode());
    }
}
