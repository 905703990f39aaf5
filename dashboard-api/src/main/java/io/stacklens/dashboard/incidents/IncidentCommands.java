package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.FieldCheck;
import io.stacklens.dashboard.http.Version;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.pipeline.http.NotFoundException;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What people do to incidents. Each change is one transaction with its line of the timeline. */
@Component
class IncidentCommands {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 10_000;
    private static final int MOST_SERVICES = 100;
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(5);

    private final Incidents incidents;
    private final Evidence evidence;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    IncidentCommands(
            Incidents incidents,
            Evidence evidence,
            TransactionOperations transactions,
            InstantSource clock) {
        this.incidents = incidents;
        this.evidence = evidence;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Writes an incident down; answers its id. */
    long open(IncidentRequest request, String by) {
        FieldCheck check = new FieldCheck();
        List<Link> links =
                evidence.find(
                        check,
                        new LinksRequest(
                                request.alertIds(), request.anomalyIds(), request.logIds()));
        String title = check.text("title", request.title(), LONGEST_TITLE);
        if (title == null) {
            title = titleOf(links);
        }
        if (title == null) {
            check.refuse(
                    "title",
                    request.title(),
                    "a text of 1 to 200 characters, or an alert or anomaly");
        }
        AlertSeverity severity = check.severity("severity", request.severity());
        String assignee = check.text("assignee", request.assignee(), LONGEST_NAME);
        List<String> services =
                check.texts("services", request.services(), MOST_SERVICES, LONGEST_NAME);
        Instant startedAt = startedAt(check, request.startedAt(), clock.instant());
        String note = check.text("note", request.note(), LONGEST_NOTE);
        check.done();
        String named = Objects.requireNonNull(title);
        return transactions.execute(
                _ -> {
                    long id =
                            incidents.add(
                                    named,
                                    severity == null ? severityOf(links) : severity,
                                    assignee,
                                    withServicesOf(links, services),
                                    startedAt == null ? startOf(links) : startedAt,
                                    by);
                    incidents.link(id, links, by);
                    incidents.addEvent(id, TimelineEntry.Type.STATUS, "open", by);
                    if (note != null) {
                        incidents.addEvent(id, TimelineEntry.Type.NOTE, note, by);
                    }
                    return id;
                });
    }

    /**
     * Changes what is named in the request; refuses a step that the status does not allow.
     *
     * @param ifMatch the version that is to be changed; null for any
     */
    void change(long id, IncidentChange change, @Nullable String ifMatch, String by) {
        transactions.executeWithoutResult(
                _ -> {
                    Incident now = toChange(id);
                    Version.of(now.edited()).require(ifMatch, "incident " + id);
                    change(now, change, by);
                });
    }

    private void change(Incident now, IncidentChange change, String by) {
        long id = now.id();
        FieldCheck check = new FieldCheck();
        String title = check.text("title", change.title(), LONGEST_TITLE);
        AlertSeverity severity = check.severity("severity", change.severity());
        String assignee = check.text("assignee", change.assignee(), LONGEST_NAME);
        List<String> services =
                check.texts("services", change.services(), MOST_SERVICES, LONGEST_NAME);
        Instant startedAt =
                startedAt(
                        check,
                        change.startedAt(),
                        now.resolvedAt() == null ? clock.instant() : now.resolvedAt());
        IncidentStatus status = status(check, change.status(), now.status());
        check.done();
        if (status != now.status() && !now.status().next().contains(status)) {
            throw new ConflictException(
                    "status: '%s' (expected: %s, since the incident is %s)"
                            .formatted(
                                    status.label(),
                                    IncidentStatus.labels(now.status().next()),
                                    now.status().label()));
        }
        Incident changed =
                new Incident(
                        id,
                        title == null ? now.title() : title,
                        status,
                        severity == null ? now.severity() : severity,
                        change.assignee() == null ? now.assignee() : assignee,
                        change.services() == null ? now.services() : services,
                        startedAt == null ? now.startedAt() : startedAt,
                        resolvedAt(now, status),
                        now.createdAt(),
                        now.createdBy(),
                        now.updatedAt(),
                        now.alertIds(),
                        now.anomalyIds(),
                        now.logIds(),
                        null);
        List<String> changes = changes(now, changed);
        if (changes.isEmpty() && status == now.status()) {
            return;
        }
        incidents.update(changed);
        if (status != now.status()) {
            incidents.addEvent(
                    id,
                    TimelineEntry.Type.STATUS,
                    now.status().label() + " → " + status.label(),
                    by);
        }
        changes.forEach(text -> incidents.addEvent(id, TimelineEntry.Type.CHANGE, text, by));
    }

    TimelineEntry note(long id, NoteRequest request, String by) {
        FieldCheck check = new FieldCheck();
        String text = check.neededText("text", request.text(), LONGEST_NOTE);
        check.done();
        return transactions.execute(
                _ -> {
                    Incident now = toChange(id);
                    TimelineEntry note = incidents.addEvent(id, TimelineEntry.Type.NOTE, text, by);
                    incidents.update(now);
                    return note;
                });
    }

    /** Adds alerts, anomalies and records, with their services; known ones stay as they are. */
    void link(long id, LinksRequest request, String by) {
        FieldCheck check = new FieldCheck();
        List<Link> links = evidence.find(check, request);
        if (links.isEmpty()) {
            check.refuse("alert_ids", request.alertIds(), "an id in one of the three lists");
        }
        check.done();
        transactions.executeWithoutResult(_ -> join(toChange(id), links, by));
    }

    /** Adds what was found to belong to an incident. */
    void join(Incident incident, List<Link> links, String by) {
        if (incidents.link(incident.id(), links, by) == 0) {
            return;
        }
        incidents.update(
                new Incident(
                        incident.id(),
                        incident.title(),
                        incident.status(),
                        incident.severity(),
                        incident.assignee(),
                        withServicesOf(links, incident.services()),
                        incident.startedAt(),
                        incident.resolvedAt(),
                        incident.createdAt(),
                        incident.createdBy(),
                        incident.updatedAt(),
                        incident.alertIds(),
                        incident.anomalyIds(),
                        incident.logIds(),
                        null));
    }

    private Incident toChange(long id) {
        return incidents
                .findToChange(id)
                .orElseThrow(() -> new NotFoundException("incident", Long.toString(id)));
    }

    private static IncidentStatus status(
            FieldCheck check, @Nullable String given, IncidentStatus now) {
        if (given == null) {
            return now;
        }
        Optional<IncidentStatus> known = IncidentStatus.named(given);
        if (known.isEmpty()) {
            check.refuse("status", given, "open, investigating, mitigated or resolved");
        }
        return known.orElse(now);
    }

    private @Nullable Instant startedAt(FieldCheck check, @Nullable Instant given, Instant latest) {
        if (given != null && given.isAfter(latest.plus(CLOCKS_DIFFER_BY))) {
            check.refuse("started_at", given, "a time before " + latest);
        }
        return given;
    }

    private @Nullable Instant resolvedAt(Incident now, IncidentStatus status) {
        if (status != IncidentStatus.RESOLVED) {
            return null;
        }
        return now.resolvedAt() == null ? clock.instant() : now.resolvedAt();
    }

    private Instant startOf(List<Link> links) {
        return links.isEmpty() ? clock.instant() : links.getFirst().at();
    }

    private static @Nullable String titleOf(List<Link> links) {
        return links.stream()
                .filter(link -> link.kind() != Link.Kind.LOG)
                .map(IncidentCommands::titleOf)
                .findFirst()
                .orElse(null);
    }

    /** After an alert or an anomaly: rule or detector, and series. */
    static String titleOf(Link link) {
        String text = link.text();
        return Evidence.cut(text.substring(0, text.lastIndexOf(": ")), LONGEST_TITLE - 1);
    }

    private static AlertSeverity severityOf(List<Link> links) {
        return links.stream()
                .map(Link::severity)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(AlertSeverity.WARNING);
    }

    private static List<String> withServicesOf(List<Link> links, List<String> services) {
        return Stream.concat(services.stream(), links.stream().map(Link::service))
                .distinct()
                .limit(MOST_SERVICES)
                .toList();
    }

    private static List<String> changes(Incident before, Incident after) {
        List<String> changes = new ArrayList<>();
        addIfChanged(changes, "title", before.title(), after.title());
        addIfChanged(changes, "severity", before.severity(), after.severity());
        addIfChanged(changes, "assignee", before.assignee(), after.assignee());
        addIfChanged(
                changes,
                "services",
                String.join(", ", before.services()),
                String.join(", ", after.services()));
        addIfChanged(changes, "started_at", before.startedAt(), after.startedAt());
        return changes;
    }

    private static void addIfChanged(
            List<String> changes, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add("%s: %s → %s".formatted(field, shown(before), shown(after)));
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "none" : value.toString();
    }
}
