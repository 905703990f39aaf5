package io.stacklens.dashboard.incidents;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time that a summary looks at, bounded so that an incident of weeks costs no more than one of
 * hours, and the hour before that it is compared with.
 */
record SummaryWindow(Instant before, Instant from, Instant to) {

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration COMPARED_WITH = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Causes come before effects: how long before the beginning a change is looked for. */
    private static final Duration LEAD = Duration.ofMinutes(30);

    static SummaryWindow of(Incident incident, Instant now) {
        Instant from = incident.startedAt().truncatedTo(ChronoUnit.MINUTES);
        Instant end = incident.resolvedAt() == null ? now : incident.resolvedAt();
        Instant latest = from.plus(LONGEST);
        Instant earliest = from.plus(SHORTEST);
        Instant to = end.isAfter(latest) ? latest : end.isBefore(earliest) ? earliest : end;
        return new SummaryWindow(from.minus(COMPARED_WITH), from, to);
    }

    Instant changesFrom() {
        return from.minus(LEAD);
    }

    /** How many times the hour before fits into it. */
    double hours() {
        return Duration.between(from, to).toMillis() / (double) COMPARED_WITH.toMillis();
    }
}
