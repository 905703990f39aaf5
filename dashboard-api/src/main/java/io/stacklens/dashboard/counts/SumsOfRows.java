package io.stacklens.dashboard.counts;

import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.dashboard.sql.RolledUp;
import io.stacklens.dashboard.sql.RolledUp.Slice;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up stored rows. */
@Repository
class SumsOfRows {

    private final JdbcClient jdbc;

    SumsOfRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Tells one state of a slice from another. Counts are added to, so the total grows with each
     * change; the retention job deletes the oldest rows, so then the first is another.
     */
    record Mark(@Nullable Instant first, long total) {}

    Mark mark(Counts counts, Slice slice) {
        Conditions conditions = new Conditions();
        String rows =
                RolledUp.rows("window_start, total", counts.tables(), List.of(slice), conditions);
        return jdbc.sql(
                        "select min(window_start) as first, coalesce(sum(total), 0)::bigint as"
                                + " total"
                                + " from (%s) counts".formatted(rows))
                .params(conditions.parameters())
                .query((row, _) -> new Mark(Columns.timeOrNull(row, "first"), row.getLong("total")))
                .single();
    }

    /** The sum of each group; empty if there are more groups than that. */
    Optional<Map<Group, Sum>> read(Counts counts, List<Slice> slices, int most) {
        Conditions conditions = new Conditions().with("rows", most + 1);
        String rows = RolledUp.rows(counts.columns(), counts.tables(), slices, conditions);
        Map<Group, Sum> sums = new HashMap<>();
        jdbc.sql(
                        """
                        select service, template_id, exception_type, sum(total)::bigint as total,
                               min(window_start) as first_at, max(last_at) as last_at
                        from (%s) counts
                        group by service, template_id, exception_type limit :rows\
                        """
                                .formatted(rows))
                .params(conditions.parameters())
                .query((row, _) -> sums.put(group(row), sum(row)))
                .list();
        return sums.size() > most ? Optional.empty() : Optional.of(sums);
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                Columns.text(row, "service"),
                Columns.text(row, "template_id"),
                Columns.text(row, "exception_type"));
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                row.getLong("total"), Columns.time(row, "first_at"), Columns.time(row, "last_at"));
    }
}
