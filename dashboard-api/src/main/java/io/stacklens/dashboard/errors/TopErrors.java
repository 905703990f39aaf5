package io.stacklens.dashboard.errors;

import io.stacklens.dashboard.counts.CountedGroups;
import io.stacklens.dashboard.counts.Counts;
import io.stacklens.dashboard.counts.Group;
import io.stacklens.dashboard.counts.Sum;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.Period;
import io.stacklens.dashboard.http.RankedPage;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.dashboard.sql.RolledUp;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The most frequent errors of a time, each with its newest sample. */
@Repository
class TopErrors {

    /** The newest sample of a group, and the text of its template. */
    private static final String DESCRIPTION =
            """
            left join lateral (
                select e.sample from error_groups_1min e
                where e.service = groups.service and e.template_id = groups.template_id
                  and e.exception_type = groups.exception_type
                  and e.window_start >= :from and e.window_start < :to
                order by e.window_start desc limit 1) newest on true
            left join log_templates t on t.template_id = groups.template_id
            """;

    private static final Comparator<Map.Entry<Group, Sum>> WORST_FIRST =
            Comparator.<Map.Entry<Group, Sum>>comparingLong(entry -> -entry.getValue().total())
                    .thenComparing(entry -> entry.getValue().last(), Comparator.reverseOrder())
                    .thenComparing(entry -> entry.getKey().service())
                    .thenComparing(entry -> entry.getKey().templateId())
                    .thenComparing(entry -> entry.getKey().exceptionType());

    private final JdbcClient jdbc;
    private final CountedGroups counted;
    private final InstantSource clock;

    TopErrors(JdbcClient jdbc, CountedGroups counted, InstantSource clock) {
        this.jdbc = jdbc;
        this.counted = counted;
        this.clock = clock;
    }

    Items<TopError> page(@Nullable String service, Period period, RankedPage page) {
        return page.showing(
                counted.ranked(
                        Counts.ERRORS,
                        service,
                        period.from(),
                        period.to(),
                        sums -> described(worst(sums, page), period),
                        () -> read(service, period, page)));
    }

    private static List<Map.Entry<Group, Sum>> worst(Map<Group, Sum> sums, RankedPage page) {
        return page.rowsOf(sums.entrySet().stream().sorted(WORST_FIRST));
    }

    private List<TopError> described(List<Map.Entry<Group, Sum>> worst, Period period) {
        return jdbc.sql(
                        """
                        select groups.place, t.template, coalesce(newest.sample, '') as sample
                        from unnest(:services, :templates, :exceptions) with ordinality
                            as groups (service, template_id, exception_type, place)
                        %s
                        order by groups.place\
                        """
                                .formatted(DESCRIPTION))
                .param("services", texts(worst, Group::service))
                .param("templates", texts(worst, Group::templateId))
                .param("exceptions", texts(worst, Group::exceptionType))
                .param("from", Columns.timestamp(period.from()))
                .param("to", Columns.timestamp(period.to()))
                .query((row, _) -> described(worst.get(row.getInt("place") - 1), row))
                .list();
    }

    private static String[] texts(
            List<Map.Entry<Group, Sum>> groups, Function<Group, String> column) {
        return groups.stream().map(Map.Entry::getKey).map(column).toArray(String[]::new);
    }

    private static TopError described(Map.Entry<Group, Sum> entry, ResultSet row)
            throws SQLException {
        Group group = entry.getKey();
        return new TopError(
                group.service(),
                group.templateId(),
                row.getString("template"),
                group.exceptionType().isEmpty() ? null : group.exceptionType(),
                entry.getValue().total(),
                Columns.text(row, "sample"),
                entry.getValue().last());
    }

    private List<TopError> read(@Nullable String service, Period period, RankedPage page) {
        Conditions conditions =
                new Conditions()
                        .and("service = :service", "service", service)
                        .with("rows", page.rows())
                        .with("offset", page.offset());
        String counts =
                RolledUp.rows(
                        "service, template_id, exception_type, total, last_seen",
                        "error_groups",
                        period.from(),
                        period.to(),
                        clock,
                        conditions);
        conditions.with("from", period.from()).with("to", period.to());
        return jdbc.sql(
                        """
                        with groups as (
                            select service, template_id, exception_type, sum(total)::bigint as total,
                                   max(last_seen) as last_seen
                            from (%s) counts
                            group by service, template_id, exception_type
                            order by total desc, last_seen desc, service, template_id, exception_type
                            offset :offset limit :rows
                        )
                        select groups.service, groups.template_id, t.template,
                               nullif(groups.exception_type, '') as exception_type, groups.total,
                               coalesce(newest.sample, '') as sample, groups.last_seen
                        from groups
                        %s
                        order by total desc, last_seen desc, service, template_id, exception_type\
                        """
                                .formatted(counts, DESCRIPTION))
                .params(conditions.parameters())
                .query((row, _) -> topError(row))
                .list();
    }

    private static TopError topError(ResultSet row) throws SQLException {
        return new TopError(
                Columns.text(row, "service"),
                Columns.text(row, "template_id"),
                row.getString("template"),
                row.getString("exception_type"),
                row.getLong("total"),
                Columns.text(row, "sample"),
                Columns.time(row, "last_seen"));
    }
}
