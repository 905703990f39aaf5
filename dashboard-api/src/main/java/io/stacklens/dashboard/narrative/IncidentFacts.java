package io.stacklens.dashboard.narrative;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All that a language model is told of an incident: numbers, names and templates. There are no log
 * bodies, titles, notes, people or ids in it.
 *
 * @param minutes how long it lasted, or has lasted
 * @param changes what changed, the earliest first
 * @param usersWithErrors null when nobody counted them
 */
public record IncidentFacts(
        String severity,
        boolean resolved,
        long minutes,
        List<Change> changes,
        List<Service> services,
        List<Template> templates,
        @Nullable Long usersWithErrors,
        List<String> regions) {

    /**
     * Something that changed.
     *
     * @param minutesAfterStart negative before the incident began
     * @param what such as {@code alert}, {@code deploy}
     */
    public record Change(long minutesAfterStart, String what, String name, String service) {}

    /** A service's errors in percent, and its slowest minute's 99th percentile in milliseconds. */
    public record Service(
            String name,
            @Nullable Double errorPercent,
            @Nullable Double errorPercentBefore,
            @Nullable Long latencyP99,
            @Nullable Long latencyP99Before) {}

    /** A kind of log line, and how often it came, and would have come as in the hour before. */
    public record Template(String service, String template, long count, long expected) {}

    public IncidentFacts {
        changes = List.copyOf(changes);
        services = List.copyOf(services);
        templates = List.copyOf(templates);
        regions = List.copyOf(regions);
    }

    /** The same with each text as the operator gives it back. */
    IncidentFacts mapTexts(UnaryOperator<String> masked) {
        return new IncidentFacts(
                masked.apply(severity),
                resolved,
                minutes,
                changes.stream()
                        .map(
                                each ->
                                        new Change(
                                                each.minutesAfterStart(),
                                                masked.apply(each.what()),
                                                masked.apply(each.name()),
                                                masked.apply(each.service())))
                        .toList(),
                services.stream()
                        .map(
                                each ->
                                        new Service(
                                                masked.apply(each.name()),
                                                each.errorPercent(),
                                                each.errorPercentBefore(),
                                                each.latencyP99(),
                                                each.latencyP99Before()))
                        .toList(),
                templates.stream()
                        .map(
                                each ->
                                        new Template(
                                                masked.apply(each.service()),
                                                masked.apply(each.template()),
                                                each.count(),
                                                each.expected()))
                        .toList(),
                usersWithErrors,
                regions.stream().map(masked).toList());
    }
}
