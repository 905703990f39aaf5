package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.sql.Columns;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens an incident for a CRITICAL alert that nobody acknowledges, and lets alerts of the same
 * services join it. An alert joins one incident at most, and none while a silence holds it back.
 */
@Component
class AutomaticIncidents {

    static final String ACTOR = "stacklens";

    private static final Logger log = LoggerFactory.getLogger(AutomaticIncidents.class);
    private static final int MOST_AT_ONCE = 100;

    /** Alerts that belong to no incident and that no silence holds back. */
    private static final String FREE_ALERTS =
            """
            (select id, rule, service, route, severity, status, metric, threshold, started_at,
                    coalesce(started_at, pending_since, changed_at) as began, %s
             from alerts
             where status in ('firing', 'acknowledged')
               and not exists (select from incident_links l where l.kind = 'alert' and l.ref = alerts.id)
               and suppressed_by is null) a\
            """
                    .formatted(Evidence.FIRST_VALUE);

    /**
     * The unresolved incident that names an alert's service and whose last alert is not long ago.
     */
    private static final String HOME =
            """
            (select i.id as incident from incidents i
             where i.status <> 'resolved' and a.service = any(i.services)
               and a.began >= i.started_at - make_interval(secs => :join)
               and a.began <= greatest(i.started_at,
                       (select max(l.at) from incident_links l
                        where l.incident_id = i.id and l.kind = 'alert')) + make_interval(secs => :join)
             order by i.started_at desc, i.id desc limit 1) home\
            """;

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final IncidentCommands commands;
    private final IncidentsProperties properties;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    AutomaticIncidents(
            JdbcClient jdbc,
            Incidents incidents,
            IncidentCommands commands,
            IncidentsProperties properties,
            TransactionOperations transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.commands = commands;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Looks once, in one transaction; of several instances one at a time. */
    void look() {
        transactions.executeWithoutResult(_ -> lookAlone());
    }

    private void lookAlone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('automatic incidents'))")
                .query((_, _) -> true)
                .list();
        joinKnown();
        Optional<Link> alert = unacknowledged();
        for (int i = 0; i < MOST_AT_ONCE && alert.isPresent(); i++) {
            open(alert.get());
            // Those that fire for the same reason do not open one each.
            joinKnown();
            alert = unacknowledged();
        }
    }

    /** Lets active alerts, of whatever severity, join, the earliest first. */
    private void joinKnown() {
        while (true) {
            List<Home> found =
                    jdbc.sql(
                                    "select * from %s cross join lateral %s order by began, a.id limit 1"
                                            .formatted(FREE_ALERTS, HOME))
                            .param("join", (double) properties.joinWithin().toSeconds())
                            .query(
                                    (row, _) ->
                                            new Home(row.getLong("incident"), Evidence.alert(row)))
                            .list();
            if (found.isEmpty()) {
                return;
            }
            found.forEach(home -> join(home.incident(), home.alert()));
        }
    }

    private record Home(long incident, Link alert) {}

    /** The earliest CRITICAL alert that fires for long and that nobody has acknowledged. */
    private Optional<Link> unacknowledged() {
        Instant since = clock.instant().minus(properties.unacknowledgedFor());
        return jdbc.sql(
                        """
                        select * from %s
                        where severity = 'CRITICAL' and status = 'firing' and started_at <= :since
                        order by began, id limit 1\
                        """
                                .formatted(FREE_ALERTS))
                .param("since", Columns.timestamp(since))
                .query((row, _) -> Evidence.alert(row))
                .optional();
    }

    private void join(long id, Link alert) {
        incidents.findToChange(id).ifPresent(found -> commands.join(found, List.of(alert), ACTOR));
        incidents.addEvent(id, TimelineEntry.Type.CHANGE, "joined: " + alert.text(), ACTOR);
    }

    private void open(Link alert) {
        long id =
                incidents.add(
                        IncidentCommands.titleOf(alert),
                        Objects.requireNonNull(alert.severity()),
                        null,
                        List.of(alert.service()),
                        alert.at(),
                        ACTOR);
        incidents.link(id, List.of(alert), ACTOR);
        incidents.addEvent(id, TimelineEntry.Type.STATUS, "open", ACTOR);
        log.atInfo()
                .addKeyValue("incident", id)
                .addKeyValue("alert", alert.ref())
                .log("incident opened, since nobody acknowledged the alert");
    }
}
