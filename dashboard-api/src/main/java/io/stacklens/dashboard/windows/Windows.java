package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.Instant;
import java.util.List;

/** The stored windows. */
@Repository
class Windows {

    private final JdbcClient jdbc;

    Windows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Windows, newest first.
     *
     * @param service null for all
     * @param route null for service totals only, {@code *} for the routes, else that route
     * @param from earliest start, inclusive
     * @param to latest start, exclusive
     */
    Items<WindowMetrics> newestFirst(
            WindowSize size,
            @Nullable String service,
            @Nullable String route,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable PageCursor after) {
        Conditions conditions =
                new Conditions()
                        .and("service = :service", "service", service)
                        .and("window_start >= :from", "from", from)
                        .and("window_start < :to", "to", to)
                        .with("rows", limit + 1);
        if ("*".equals(route)) {
            conditions.and("route <> ''");
        } else if (route == null) {
            // In so many words: the index of totals is of these.
            conditions.and("route = ''");
        } else {
            conditions.and("route = :route", "route", route);
        }
        if (after != null) {
            conditions
                    .and("window_start <= :afterStart", "afterStart", after.instant(0))
                    .and(
                            "(window_start < :afterStart or (service, route) > (:afterService,"
                                    + " :afterRoute))")
                    .with("afterService", after.text(1))
                    .with("afterRoute", after.text(2));
        }
        // The table's name comes from an enum, never from a request.
        List<WindowMetrics> rows =
                jdbc.sql(
                                "select %s from %s %s order by window_start desc, service, route limit :rows"
                                        .formatted(
                                                WindowRow.COLUMNS,
                                                size.table(),
                                                conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> WindowRow.read(row, size))
                        .list();
        return Items.page(rows, limit, Windows::cursorAfter);
    }

    private static PageCursor cursorAfter(WindowMetrics last) {
        return PageCursor.of(
                last.windowStart(), last.service(), last.route() == null ? "" : last.route());
    }
}
