package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.model.window.WindowSize;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which of the stored totals have changed lately: those that are open, and any by late lines. */
@Repository
class ChangedWindows {

    /**
     * What is asked for again each time. A change bears the time at which its transaction began,
     * and is seen when that ends.
     */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    ChangedWindows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a table stands.
     *
     * @param at the database's time
     * @param deleted how many rows have ever been deleted from it
     */
    record Mark(Instant at, long deleted) {}

    Mark mark(WindowSize size) {
        return jdbc.sql(
                        "select now() as at, pg_stat_get_tuples_deleted(cast(:table as regclass))"
                                + " as deleted")
                .param("table", size.table())
                .query((row, _) -> new Mark(Columns.time(row, "at"), row.getLong("deleted")))
                .single();
    }

    /** Starts of the windows that may have changed since: some again, and some of routes alone. */
    List<Instant> since(Mark mark, WindowSize size) {
        return jdbc.sql(
                        "select distinct window_start from %s where updated_at > :since"
                                .formatted(size.table()))
                .param("since", Columns.timestamp(mark.at().minus(AGAIN)))
                .query((row, _) -> Columns.time(row, "window_start"))
                .list();
    }
}
