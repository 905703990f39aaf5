package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of {@code incidents}, {@code incident_links} and {@code incident_events}. */
@Repository
class Incidents {

    private static final String SELECT =
            """
            select i.*,
                   array(select ref from incident_links l where l.incident_id = i.id
                         and kind = 'alert' order by at, ref) as alert_ids,
                   array(select ref from incident_links l where l.incident_id = i.id
                         and kind = 'anomaly' order by at, ref) as anomaly_ids,
                   array(select ref from incident_links l where l.incident_id = i.id
                         and kind = 'log' order by at, ref) as log_ids
            from incidents i\
            """;

    private final JdbcClient jdbc;

    Incidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Incidents by their beginning, newest first.
     *
     * @param statuses those that count
     */
    Items<Incident> newestFirst(
            Set<IncidentStatus> statuses,
            @Nullable AlertSeverity severity,
            @Nullable String service,
            @Nullable String assignee,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable PageCursor after) {
        Conditions conditions =
                new Conditions()
                        .and(
                                "status in (:statuses)",
                                "statuses",
                                statuses.stream().map(IncidentStatus::label).toList())
                        .and(
                                "severity = :severity",
                                "severity",
                                severity == null ? null : severity.name())
                        .and(":service = any(services)", "service", service)
                        .and("assignee = :assignee", "assignee", assignee)
                        .and("started_at >= :from", "from", from)
                        .and("started_at < :to", "to", to)
                        .with("rows", limit + 1);
        if (after != null) {
            conditions.and(
                    "(started_at, id) < (:afterTime, :afterId)", "afterTime", after.instant(0));
            conditions.with("afterId", after.number(1));
        }
        List<Incident> rows =
                jdbc.sql(
                                "%s %s order by started_at desc, id desc limit :rows"
                                        .formatted(SELECT, conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(rows, limit, last -> PageCursor.of(last.startedAt(), last.id()));
    }

    Optional<Incident> find(long id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** As {@link #find}; nobody else changes it before the transaction ends. */
    Optional<Incident> findToChange(long id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    long add(
            String title,
            AlertSeverity severity,
            @Nullable String assignee,
            List<String> services,
            Instant startedAt,
            String by) {
        return jdbc.sql(
                        """
                        insert into incidents (title, severity, assignee, services, started_at, created_by)
                        values (:title, :severity, :assignee, :services, :started, :by)
                        returning id\
                        """)
                .param("title", title)
                .param("severity", severity.name())
                .param("assignee", assignee, Types.VARCHAR)
                .param("services", services.toArray(String[]::new), Types.ARRAY)
                .param("started", Columns.timestamp(startedAt))
                .param("by", by)
                .query(Long.class)
                .single();
    }

    /** Writes all of an incident that people can change; what it came to has to be found anew. */
    void update(Incident incident) {
        jdbc.sql(
                        """
                        update incidents
                        set title = :title, status = :status, severity = :severity, assignee = :assignee,
                            services = :services, started_at = :started, resolved_at = :resolved,
                            updated_at = clock_timestamp(), summary = null
                        where id = :id\
                        """)
                .param("id", incident.id())
                .param("title", incident.title())
                .param("status", incident.status().label())
                .param("severity", incident.severity().name())
                .param("assignee", incident.assignee(), Types.VARCHAR)
                .param("services", incident.services().toArray(String[]::new), Types.ARRAY)
                .param("started", Columns.timestamp(incident.startedAt()))
                .param(
                        "resolved",
                        incident.resolvedAt() == null
                                ? null
                                : Columns.timestamp(incident.resolvedAt()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Keeps what an incident came to, unless it has changed since it was read. */
    void keepSummary(Incident incident, IncidentSummary summary) {
        jdbc.sql(
                        "update incidents set summary = :summary::jsonb where id = :id and"
                                + " updated_at = :seen")
                .param("summary", Json.mapper().writeValueAsString(summary))
                .param("id", incident.id())
                .param("seen", Columns.timestamp(incident.updatedAt()))
                .update();
    }

    /** Adds what is not there yet; answers how many that were. */
    int link(long id, List<Link> links, String by) {
        int added = 0;
        for (Link link : links) {
            added +=
                    jdbc.sql(
                                    """
                                    insert into incident_links (incident_id, kind, ref, at, text, added_by)
                                    values (:id, :kind, :ref, :at, :text, :by)
                                    on conflict do nothing\
                                    """)
                            .param("id", id)
                            .param("kind", link.kind().label())
                            .param("ref", link.ref())
                            .param("at", Columns.timestamp(link.at()))
                            .param("text", link.text())
                            .param("by", by)
                            .update();
        }
        return added;
    }

    TimelineEntry addEvent(long id, TimelineEntry.Type type, String text, String actor) {
        return jdbc.sql(
                        """
                        insert into incident_events (incident_id, at, type, text, actor)
                        values (:id, clock_timestamp(), :type, :text, :actor)
                        returning at\
                        """)
                .param("id", id)
                .param("type", type.label())
                .param("text", text)
                .param("actor", actor)
                .query(
                        (row, _) ->
                                new TimelineEntry(Columns.time(row, "at"), type, text, null, actor))
                .single();
    }

    private static Incident read(ResultSet row) throws SQLException {
        return new Incident(
                row.getLong("id"),
                Columns.text(row, "title"),
                IncidentStatus.ofLabel(Columns.text(row, "status")),
                AlertSeverity.valueOf(Columns.text(row, "severity")),
                row.getString("assignee"),
                Columns.texts(row, "services"),
                Columns.time(row, "started_at"),
                Columns.timeOrNull(row, "resolved_at"),
                Columns.time(row, "created_at"),
                Columns.text(row, "created_by"),
                Columns.time(row, "updated_at"),
                Columns.texts(row, "alert_ids"),
                Columns.texts(row, "anomaly_ids"),
                Columns.texts(row, "log_ids"),
                row.getString("summary") == null
                        ? null
                        : Columns.json(row, "summary", IncidentSummary.class));
    }
}
