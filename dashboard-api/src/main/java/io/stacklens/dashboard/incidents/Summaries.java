package io.stacklens.dashboard.incidents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.stacklens.dashboard.incidents.FailureReach.Reached;
import io.stacklens.dashboard.incidents.IncidentSummary.AffectedService;
import io.stacklens.dashboard.incidents.IncidentSummary.Change;
import io.stacklens.dashboard.incidents.IncidentSummary.ChangedTemplate;
import io.stacklens.dashboard.incidents.IncidentSummary.Window;
import io.stacklens.model.LogRecord;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Finds out what incidents came to, within a second: what is not known by then is named as missing.
 * Of a resolved incident it is found out once and kept with it.
 */
@Component
class Summaries implements AutoCloseable {

    private static final Duration TIME = Duration.ofMillis(800);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int PARTS_AT_ONCE = 3;
    private static final int REMEMBERED = 200;
    private static final int MOST_CHANGES = 20;
    private static final int LONGEST_BODY = 300;

    /** How long after its end an incident's lines and windows may still come in. */
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(2);

    private static final Comparator<Change> EARLIEST_FIRST =
            Comparator.comparing(Change::time)
                    .thenComparing(Change::type)
                    .thenComparing(Change::ref);

    private final Incidents incidents;
    private final SummaryParts tables;
    private final FailureReach reach;
    private final Deploys deploys;
    private final SettingChanges settings;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    // However many ask, the others keep most of the connections to the database.
    private final Semaphore atOnce = new Semaphore(PARTS_AT_ONCE, true);
    private final Cache<State, IncidentSummary> recent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FRESH).build();

    Summaries(
            Incidents incidents,
            SummaryParts tables,
            FailureReach reach,
            Deploys deploys,
            SettingChanges settings,
            InstantSource clock) {
        this.incidents = incidents;
        this.tables = tables;
        this.reach = reach;
        this.deploys = deploys;
        this.settings = settings;
        this.clock = clock;
    }

    private record State(long id, Instant updatedAt) {}

    /** When an incident's facts stop changing, if it has ended. */
    static Optional<Instant> settledAt(Incident incident) {
        return Optional.ofNullable(incident.resolvedAt()).map(end -> end.plus(SETTLES_WITHIN));
    }

    IncidentSummary of(Incident incident) throws InterruptedException {
        if (incident.summary() != null) {
            return incident.summary();
        }
        State state = new State(incident.id(), incident.updatedAt());
        IncidentSummary known = recent.getIfPresent(state);
        if (known != null) {
            return known;
        }
        IncidentSummary summary = findOut(incident);
        recent.put(state, summary);
        boolean isSettled =
                settledAt(incident)
                        .filter(settled -> !clock.instant().isBefore(settled))
                        .isPresent();
        if (isSettled && summary.missing().isEmpty()) {
            incidents.keepSummary(incident, summary);
        }
        return summary;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private IncidentSummary findOut(Incident incident) throws InterruptedException {
        Instant now = clock.instant();
        SummaryWindow window = SummaryWindow.of(incident, now);
        TimedParts parts = new TimedParts(threads, TIME);
        Future<List<Change>> changes = parts.start(inTurn(() -> tables.changes(incident, window)));
        Future<List<Change>> deployed = parts.start(inTurn(() -> deployed(incident, window)));
        Future<List<Change>> set = parts.start(inTurn(() -> set(window)));
        Future<List<AffectedService>> services =
                parts.start(inTurn(() -> tables.services(incident, window)));
        Future<List<ChangedTemplate>> templates =
                parts.start(inTurn(() -> tables.templates(incident, window)));
        Future<Reached> reached = parts.start(inTurn(() -> reach.of(incident, window)));
        List<Change> all =
                Stream.of(
                                parts.get("changes", changes, List.of()),
                                parts.get("deploys", deployed, List.of()),
                                parts.get("settings", set, List.of()))
                        .flatMap(List::stream)
                        .sorted(EARLIEST_FIRST)
                        .limit(MOST_CHANGES)
                        .toList();
        Reached hit = parts.get("users and regions", reached, Reached.UNKNOWN);
        return new IncidentSummary(
                new Window(window.from(), window.to()),
                all.isEmpty() ? null : all.getFirst(),
                all,
                parts.get("services", services, List.of()),
                parts.get("templates", templates, List.of()),
                hit.users(),
                hit.regions(),
                parts.missing(),
                now,
                null);
    }

    private <T> Callable<T> inTurn(Callable<T> part) {
        return () -> {
            atOnce.acquire();
            try {
                return part.call();
            } finally {
                atOnce.release();
            }
        };
    }

    private List<Change> deployed(Incident incident, SummaryWindow window) {
        return deploys.of(incident, window.changesFrom(), window.to()).stream()
                .map(Summaries::deploy)
                .toList();
    }

    private static Change deploy(LogRecord record) {
        return new Change(
                record.eventTime(),
                "deploy",
                Evidence.cut(record.body(), LONGEST_BODY),
                record.id().toString(),
                record.service());
    }

    private List<Change> set(SummaryWindow window) {
        return settings.between(window.changesFrom(), window.to()).stream()
                .map(
                        entry ->
                                new Change(
                                        entry.time(),
                                        "change",
                                        entry.text(),
                                        String.valueOf(entry.ref()),
                                        null))
                .toList();
    }
}
