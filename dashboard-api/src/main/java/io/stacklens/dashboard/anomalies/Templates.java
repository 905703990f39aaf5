package io.stacklens.dashboard.anomalies;

import io.stacklens.dashboard.counts.CountedGroups;
import io.stacklens.dashboard.counts.Counts;
import io.stacklens.dashboard.counts.Group;
import io.stacklens.dashboard.counts.Sum;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.RankedPage;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.dashboard.sql.RolledUp;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The most frequent templates of a time. */
@Repository
class Templates {

    private static final Comparator<Template> MOST_FREQUENT_FIRST =
            Comparator.comparingLong((Template template) -> -template.total())
                    .thenComparing(Template::templateId);

    private final JdbcClient jdbc;
    private final CountedGroups counted;
    private final InstantSource clock;

    Templates(JdbcClient jdbc, CountedGroups counted, InstantSource clock) {
        this.jdbc = jdbc;
        this.counted = counted;
        this.clock = clock;
    }

    Items<Template> page(
            @Nullable String service,
            @Nullable Instant from,
            @Nullable Instant to,
            RankedPage page) {
        return page.showing(
                counted.ranked(
                        Counts.TEMPLATES,
                        service,
                        from,
                        to,
                        sums -> described(mostFrequent(sums, page)),
                        () -> read(service, from, to, page)));
    }

    /** Without their texts, and with times as exact as the counts. */
    private static List<Template> mostFrequent(Map<Group, Sum> sums, RankedPage page) {
        Map<String, Map<String, Sum>> services = new HashMap<>();
        sums.forEach(
                (group, sum) ->
                        services.computeIfAbsent(group.templateId(), _ -> new TreeMap<>())
                                .put(group.service(), sum));
        return page.rowsOf(
                services.entrySet().stream()
                        .map(entry -> template(entry.getKey(), entry.getValue()))
                        .sorted(MOST_FREQUENT_FIRST));
    }

    private static Template template(String id, Map<String, Sum> services) {
        Sum sum = services.values().stream().reduce(Sum::plus).orElseThrow();
        return new Template(
                id, null, List.copyOf(services.keySet()), sum.total(), sum.first(), sum.last());
    }

    private List<Template> described(List<Template> templates) {
        Map<String, Text> texts = new HashMap<>();
        jdbc.sql(
                        "select template_id, template, first_seen, last_seen from log_templates"
                                + " where template_id = any(:ids)")
                .param("ids", templates.stream().map(Template::templateId).toArray(String[]::new))
                .query((row, _) -> texts.put(Columns.text(row, "template_id"), text(row)))
                .list();
        return templates.stream()
                .map(
                        template -> {
                            Text text = texts.get(template.templateId());
                            return text == null ? template : text.of(template);
                        })
                .toList();
    }

    /** What is known of a template beside its counts. */
    private record Text(String template, Instant firstSeen, Instant lastSeen) {

        Template of(Template counted) {
            return new Template(
                    counted.templateId(),
                    template,
                    counted.services(),
                    counted.total(),
                    firstSeen,
                    lastSeen);
        }
    }

    private static Text text(ResultSet row) throws SQLException {
        return new Text(
                Columns.text(row, "template"),
                Columns.time(row, "first_seen"),
                Columns.time(row, "last_seen"));
    }

    private List<Template> read(
            @Nullable String service,
            @Nullable Instant from,
            @Nullable Instant to,
            RankedPage page) {
        Conditions conditions =
                new Conditions()
                        .and("service = :service", "service", service)
                        .with("rows", page.rows())
                        .with("offset", page.offset());
        String counts =
                RolledUp.rows(
                        "service, template_id, window_start, total",
                        "template_counts",
                        from,
                        to,
                        clock,
                        conditions);
        return jdbc.sql(
                        """
                        select c.template_id, t.template, c.services, c.total,
                               coalesce(t.first_seen, c.first_minute) as first_seen,
                               coalesce(t.last_seen, c.last_minute) as last_seen
                        from (select template_id, array_agg(service order by service) as services, sum(total)::bigint as total,
                                     min(first_minute) as first_minute, max(last_minute) as last_minute
                              from (select template_id, service, sum(total) as total,
                                           min(window_start) as first_minute, max(window_start) as last_minute
                                    from (%s) n group by template_id, service) s
                              group by template_id) c
                        left join log_templates t using (template_id)
                        order by c.total desc, c.template_id
                        offset :offset limit :rows\
                        """
                                .formatted(counts))
                .params(conditions.parameters())
                .query((row, _) -> read(row))
                .list();
    }

    private static Template read(ResultSet row) throws SQLException {
        return new Template(
                Columns.text(row, "template_id"),
                row.getString("template"),
                Columns.texts(row, "services"),
                row.getLong("total"),
                Columns.timeOrNull(row, "first_seen"),
                Columns.timeOrNull(row, "last_seen"));
    }
}
