package io.stacklens.analytics.deltas;

import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Names of the routes in a batch: method and route template, or method and path when the source
 * knows no template. A name is made once for each combination, not for each row.
 */
final class RouteNames {

    /** Where the routes beyond a service's limit are counted. */
    static final String OTHER = "other";

    private static final int MAX_LENGTH = 256;

    private final Columns columns;
    private final Map<Long, String> names = new HashMap<>();

    RouteNames(Columns columns) {
        this.columns = columns;
    }

    /** The route of a row, or null if it has none. */
    @Nullable String of(int row) {
        int template = columns.httpRoutes().entry(row);
        int path = columns.paths().entry(row);
        if (template < 0 && path < 0) {
            return null;
        }
        int method = columns.methods().entry(row);
        // Entries are numbered per column, so the sign keeps templates and paths apart.
        long place = template >= 0 ? template + 1L : -(path + 1L);
        return names.computeIfAbsent(
                place << 24 | (method + 1 & 0xFFFFFF), _ -> name(row, method, template, path));
    }

    private String name(int row, int method, int template, int path) {
        String place =
                template >= 0
                        ? columns.httpRoutes().entryText(template)
                        : columns.paths().entryText(path);
        TextColumn methods = columns.methods();
        return Texts.bounded(
                method < 0 ? place : methods.entryText(methods.entry(row)) + " " + place,
                MAX_LENGTH);
    }
}
