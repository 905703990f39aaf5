package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.incidents.IncidentSummary.AffectedService;
import io.stacklens.dashboard.incidents.IncidentSummary.Change;
import io.stacklens.dashboard.incidents.IncidentSummary.ChangedTemplate;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/** The parts of a summary that come from tables. Each statement ends within a second. */
@Repository
class SummaryParts {

    private static final int MOST_CHANGES = 20;
    private static final int MOST_SERVICES = 10;
    private static final int MOST_TEMPLATES = 10;
    private static final int LIMIT_SECONDS = 1;

    /** A service with fewer errors than this is not called affected for their rate. */
    private static final int FEWEST_ERRORS = 5;

    private static final double WORSE = 1.5;

    private final JdbcClient jdbc;

    SummaryParts(DataSource dataSource) {
        JdbcTemplate bounded = new JdbcTemplate(dataSource);
        bounded.setQueryTimeout(LIMIT_SECONDS);
        jdbc = JdbcClient.create(bounded);
    }

    /** Alerts, anomalies and new templates, the earliest of each first. */
    List<Change> changes(Incident incident, SummaryWindow window) {
        List<Change> changes = new ArrayList<>();
        changes.addAll(
                jdbc.sql(
                                """
                                select * from (select *, coalesce(pending_since, started_at, changed_at) as began, %s
                                               from alerts) a
                                %s order by began, id limit :rows\
                                """
                                        .formatted(
                                                Evidence.FIRST_VALUE,
                                                // What began has changed since.
                                                ofIncident(
                                                                "changed_at >= :from and began",
                                                                "began",
                                                                incident.services())
                                                        .where()))
                        .params(parameters(incident, window))
                        .param("linked", orNone(incident.alertIds()))
                        .query((row, _) -> alert(row))
                        .list());
        changes.addAll(
                jdbc.sql(
                                "select id, service, route, detector, window_start, score from"
                                        + " anomalies %s order by window_start, id limit :rows"
                                                .formatted(
                                                        ofIncident(
                                                                        "window_start",
                                                                        "window_start",
                                                                        incident.services())
                                                                .where()))
                        .params(parameters(incident, window))
                        .param("linked", orNone(incident.anomalyIds()))
                        .query((row, _) -> anomaly(row))
                        .list());
        changes.addAll(newTemplates(incident, window));
        return changes;
    }

    private List<Change> newTemplates(Incident incident, SummaryWindow window) {
        Conditions conditions =
                new Conditions()
                        .and("first_seen >= :from", "from", window.changesFrom())
                        .and("first_seen < :to", "to", window.to())
                        .with("rows", MOST_CHANGES);
        if (!incident.services().isEmpty()) {
            conditions.and("service in (:services)", "services", incident.services());
        }
        return jdbc.sql(
                        "select * from log_templates %s order by first_seen, template_id limit :rows"
                                .formatted(conditions.where()))
                .params(conditions.parameters())
                .query(
                        (row, _) ->
                                new Change(
                                        Columns.time(row, "first_seen"),
                                        "template",
                                        Columns.text(row, "template"),
                                        Columns.text(row, "template_id"),
                                        Columns.text(row, "service")))
                .list();
    }

    /** Services that do worse than in the hour before, or that the incident names. */
    List<AffectedService> services(Incident incident, SummaryWindow window) {
        List<AffectedService> all =
                jdbc.sql(
                                """
                                select service,
                                       sum(event_count) filter (where window_start >= :from) as events,
                                       sum(error_count) filter (where window_start >= :from) as errors,
                                       max(latency_p99) filter (where window_start >= :from) as p99,
                                       sum(event_count) filter (where window_start < :from) as events_before,
                                       sum(error_count) filter (where window_start < :from) as errors_before,
                                       max(latency_p99) filter (where window_start < :from) as p99_before
                                from analytics_metrics_1min
                                where route = '' and window_start >= :before and window_start < :to
                                group by service\
                                """)
                        .param("before", Columns.timestamp(window.before()))
                        .param("from", Columns.timestamp(window.from()))
                        .param("to", Columns.timestamp(window.to()))
                        .query((row, _) -> service(row))
                        .list();
        return all.stream()
                .filter(
                        each ->
                                incident.services().contains(each.service())
                                        || hasMoreErrors(each)
                                        || isSlower(each))
                .sorted(
                        Comparator.comparingDouble(SummaryParts::extraErrors)
                                .reversed()
                                .thenComparing(AffectedService::service))
                .limit(MOST_SERVICES)
                .toList();
    }

    /** Kinds of lines whose number differs most from what the hour before lets expect. */
    List<ChangedTemplate> templates(Incident incident, SummaryWindow window) {
        Conditions conditions =
                new Conditions()
                        .and("window_start >= :before", "before", window.before())
                        .and("window_start < :to", "to", window.to())
                        .with("from", window.from())
                        .with("hours", window.hours())
                        .with("rows", MOST_TEMPLATES);
        if (!incident.services().isEmpty()) {
            conditions.and("service in (:services)", "services", incident.services());
        }
        return jdbc.sql(
                        """
                        select c.*, t.template
                        from (select service, template_id,
                                     coalesce(sum(total) filter (where window_start >= :from), 0)::bigint as total,
                                     round(coalesce(sum(total) filter (where window_start < :from), 0)
                                           * :hours)::bigint as expected
                              from template_counts_1min %s group by service, template_id) c
                        left join log_templates t using (template_id)
                        where total <> expected
                        order by abs(total - expected) desc, template_id, c.service
                        limit :rows\
                        """
                                .formatted(conditions.where()))
                .params(conditions.parameters())
                .query(
                        (row, _) -> {
                            long total = row.getLong("total");
                            long expected = row.getLong("expected");
                            return new ChangedTemplate(
                                    Columns.text(row, "template_id"),
                                    row.getString("template"),
                                    Columns.text(row, "service"),
                                    total,
                                    expected,
                                    kindOf(total, expected));
                        })
                .list();
    }

    private static String kindOf(long total, long expected) {
        if (expected == 0) {
            return "new";
        }
        return total == 0 ? "gone" : total > expected ? "more" : "less";
    }

    /** What was linked, or happened in the time to the incident's services. */
    private static Conditions ofIncident(String since, String until, List<String> services) {
        String scope = services.isEmpty() ? "" : " and service in (:services)";
        return new Conditions()
                .and(
                        "(id in (:linked) or (%s >= :from and %s < :to%s))"
                                .formatted(since, until, scope));
    }

    private static Map<String, Object> parameters(Incident incident, SummaryWindow window) {
        return new Conditions()
                .with("from", window.changesFrom())
                .with("to", window.to())
                .with("rows", MOST_CHANGES)
                .with("services", incident.services())
                .parameters();
    }

    /** A list for {@code in}, which must not be empty. */
    private static List<String> orNone(List<String> ids) {
        return ids.isEmpty() ? List.of("") : ids;
    }

    private static Change alert(ResultSet row) throws SQLException {
        Link link = Evidence.alert(row);
        return new Change(link.at(), "alert", link.text(), link.ref(), link.service());
    }

    private static Change anomaly(ResultSet row) throws SQLException {
        return new Change(
                Columns.time(row, "window_start"),
                "anomaly",
                "%s on %s: score %s"
                        .formatted(
                                Columns.text(row, "detector"),
                                Evidence.series(row),
                                Evidence.number(row.getDouble("score"))),
                Columns.text(row, "id"),
                Columns.text(row, "service"));
    }

    private static AffectedService service(ResultSet row) throws SQLException {
        return new AffectedService(
                Columns.text(row, "service"),
                row.getLong("events"),
                row.getLong("errors"),
                rate(row.getLong("errors"), row.getLong("events")),
                rate(row.getLong("errors_before"), row.getLong("events_before")),
                Columns.doubleOrNull(row, "p99"),
                Columns.doubleOrNull(row, "p99_before"));
    }

    private static @Nullable Double rate(long errors, long events) {
        return events == 0 ? null : 100.0 * errors / events;
    }

    private static boolean hasMoreErrors(AffectedService service) {
        double now = service.errorRate() == null ? 0 : service.errorRate();
        double before = service.errorRateBefore() == null ? 0 : service.errorRateBefore();
        return service.errorCount() >= FEWEST_ERRORS && now > WORSE * before && now > before + 1;
    }

    private static boolean isSlower(AffectedService service) {
        return service.latencyP99() != null
                && service.latencyP99Before() != null
                && service.latencyP99() > WORSE * service.latencyP99Before();
    }

    /** Errors beyond those that the rate of the hour before lets expect. */
    private static double extraErrors(AffectedService service) {
        double before = service.errorRateBefore() == null ? 0 : service.errorRateBefore();
        return service.errorCount() - service.eventCount() * before / 100;
    }
}
