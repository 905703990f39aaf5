package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.incidents.IncidentSummary.Region;
import io.stacklens.dashboard.narrative.IncidentFacts;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What of a summary a language model may see: numbers, names and templates; of a change the rule or
 * detector, of a deployment only that there was one.
 */
final class Facts {

    private Facts() {}

    static IncidentFacts of(Incident incident, IncidentSummary summary) {
        return new IncidentFacts(
                incident.severity().name(),
                incident.status() == IncidentStatus.RESOLVED,
                minutes(incident.startedAt(), summary.window().to()),
                summary.changes().stream()
                        .map(
                                change ->
                                        new IncidentFacts.Change(
                                                minutes(incident.startedAt(), change.time()),
                                                change.type(),
                                                name(change),
                                                change.service() == null ? "" : change.service()))
                        .toList(),
                summary.services().stream()
                        .map(
                                each ->
                                        new IncidentFacts.Service(
                                                each.service(),
                                                tenths(each.errorRate()),
                                                tenths(each.errorRateBefore()),
                                                whole(each.latencyP99()),
                                                whole(each.latencyP99Before())))
                        .toList(),
                summary.templates().stream()
                        .filter(each -> each.template() != null)
                        .map(
                                each ->
                                        new IncidentFacts.Template(
                                                each.service(),
                                                String.valueOf(each.template()),
                                                each.total(),
                                                each.expected()))
                        .toList(),
                summary.users(),
                summary.regions().stream().map(Region::value).toList());
    }

    private static String name(IncidentSummary.Change change) {
        return switch (change.type()) {
            case "deploy" -> "";
            case "template", "change" -> change.text();
            default -> change.text().replaceFirst(" on .*", "");
        };
    }

    private static long minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMinutes();
    }

    private static @Nullable Double tenths(@Nullable Double value) {
        return value == null ? null : Math.round(value * 10) / 10.0;
    }

    private static @Nullable Long whole(@Nullable Double value) {
        return value == null ? null : Math.round(value);
    }
}
