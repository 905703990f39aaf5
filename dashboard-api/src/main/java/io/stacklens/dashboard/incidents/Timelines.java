package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.sql.Columns;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts together what happened around an incident, from all who know something of it. */
@Repository
class Timelines implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Timelines.class);

    private static final Duration LEAD = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration DEPLOYS_TIME = Duration.ofMillis(700);
    private static final int MOST_ENTRIES = 1_000;
    private static final int LONGEST_BODY = 300;

    private final JdbcClient jdbc;
    private final Deploys deploys;
    private final SettingChanges settings;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Timelines(JdbcClient jdbc, Deploys deploys, SettingChanges settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.deploys = deploys;
        this.settings = settings;
        this.clock = clock;
    }

    /** What happened, the earliest first; of what is around the incident a week at most. */
    List<TimelineEntry> of(Incident incident) throws InterruptedException {
        Instant from = incident.startedAt().minus(LEAD);
        Instant latest = from.plus(LONGEST);
        Instant end = incident.resolvedAt() == null ? clock.instant() : incident.resolvedAt();
        Instant to = end.isAfter(latest) ? latest : end;
        TimedParts parts = new TimedParts(threads, DEPLOYS_TIME);
        Future<List<TimelineEntry>> deployed = parts.start(() -> deployed(incident, from, to));
        List<TimelineEntry> entries = new ArrayList<>();
        entries.addAll(alertStates(incident));
        entries.addAll(links(incident));
        entries.addAll(events(incident));
        entries.addAll(settings.between(from, to));
        entries.addAll(parts.get("deploys", deployed, List.of()));
        if (!parts.missing().isEmpty()) {
            log.atWarn().addKeyValue("incident", incident.id()).log("timeline without deploys");
        }
        return entries.stream()
                .sorted(
                        Comparator.comparing(TimelineEntry::time)
                                .thenComparing(TimelineEntry::type))
                .limit(MOST_ENTRIES)
                .toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The changes of state of the alerts that belong to it. */
    private List<TimelineEntry> alertStates(Incident incident) {
        if (incident.alertIds().isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select * from (
                            select h.id as change, h.alert_id, h.status, h.value, h.changed_at, h.suppressed_by,
                                   a.rule, a.service,
                                   a.route, a.acknowledged_by,
                                   lag(h.status) over (partition by h.alert_id order by h.id) as before
                            from alert_history h join alerts a on a.id = h.alert_id
                            where h.alert_id in (:ids)) changes
                        where before is distinct from status
                        order by change limit :rows\
                        """)
                .param("ids", incident.alertIds())
                .param("rows", MOST_ENTRIES)
                .query((row, _) -> alertState(row))
                .list();
    }

    private static TimelineEntry alertState(ResultSet row) throws SQLException {
        String status = Columns.text(row, "status");
        Double value = Columns.doubleOrNull(row, "value");
        return new TimelineEntry(
                Columns.time(row, "changed_at"),
                TimelineEntry.Type.ALERT,
                "%s on %s: %s%s%s"
                        .formatted(
                                Columns.text(row, "rule"),
                                Evidence.series(row),
                                status,
                                value == null ? "" : " at " + Evidence.number(value),
                                row.getString("suppressed_by") == null ? "" : ", silenced"),
                Columns.text(row, "alert_id"),
                status.equals("acknowledged") ? row.getString("acknowledged_by") : null);
    }

    /** The anomalies and records that belong to it, and alerts whose states nobody recorded. */
    private List<TimelineEntry> links(Incident incident) {
        return jdbc.sql(
                        """
                        select kind, ref, at, text from incident_links l
                        where incident_id = :id
                          and (kind <> 'alert' or not exists (select from alerts a where a.id = l.ref))
                        order by at, ref\
                        """)
                .param("id", incident.id())
                .query(
                        (row, _) ->
                                new TimelineEntry(
                                        Columns.time(row, "at"),
                                        type(Columns.text(row, "kind")),
                                        Columns.text(row, "text"),
                                        Columns.text(row, "ref"),
                                        null))
                .list();
    }

    private List<TimelineEntry> events(Incident incident) {
        return jdbc.sql(
                        "select at, type, text, actor from incident_events where incident_id = :id"
                                + " order by id limit :rows")
                .param("id", incident.id())
                .param("rows", MOST_ENTRIES)
                .query(
                        (row, _) ->
                                new TimelineEntry(
                                        Columns.time(row, "at"),
                                        type(Columns.text(row, "type")),
                                        Columns.text(row, "text"),
                                        null,
                                        Columns.text(row, "actor")))
                .list();
    }

    private List<TimelineEntry> deployed(Incident incident, Instant from, Instant to) {
        return deploys.of(incident, from, to).stream()
                .map(
                        record ->
                                new TimelineEntry(
                                        record.eventTime(),
                                        TimelineEntry.Type.CHANGE,
                                        "deploy on %s: %s"
                                                .formatted(
                                                        record.service(),
                                                        Evidence.cut(record.body(), LONGEST_BODY)),
                                        record.id().toString(),
                                        null))
                .toList();
    }

    private static TimelineEntry.Type type(String label) {
        return TimelineEntry.Type.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
