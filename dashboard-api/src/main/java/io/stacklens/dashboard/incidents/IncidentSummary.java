package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.narrative.Narrative;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What an incident came to, from what was measured: the same facts give the same summary. */
record IncidentSummary(
        @Schema(description = "The time that was looked at") Window window,
        @Schema(description = "What changed first, if anything did", nullable = true)
                @Nullable Change firstChange,
        @Schema(description = "What changed, the earliest first; at most 20") List<Change> changes,
        @Schema(description = "Services that did worse than before, the worst first; at most 10")
                List<AffectedService> services,
        @Schema(description = "Kinds of lines whose number changed most; at most 10")
                List<ChangedTemplate> templates,
        @Schema(
                        description =
                                "Different users on records of failures, or null when they"
                                        + " could not be counted in time",
                        example = "17",
                        nullable = true)
                @Nullable Long users,
        @Schema(description = "Where records of failures came from, the most frequent first")
                List<Region> regions,
        @Schema(
                        description =
                                "Parts that could not be found out in time; empty when all is here",
                        example = "[]")
                List<String> missing,
        @Schema(description = "When this was found out") Instant generatedAt,
        @Schema(description = "What a language model made of it, if one is set up", nullable = true)
                @Nullable Narrative narrative) {

    IncidentSummary {
        changes = List.copyOf(changes);
        services = List.copyOf(services);
        templates = List.copyOf(templates);
        regions = List.copyOf(regions);
        missing = List.copyOf(missing);
    }

    IncidentSummary with(@Nullable Narrative text) {
        return new IncidentSummary(
                window,
                firstChange,
                changes,
                services,
                templates,
                users,
                regions,
                missing,
                generatedAt,
                text);
    }

    /** A time; the hour before it is what is compared with. */
    @Schema(name = "IncidentWindow")
    record Window(
            @Schema(description = "The incident's beginning, to the minute") Instant from,
            @Schema(description = "Its end, now, or six hours after the beginning, if earlier")
                    Instant to) {}

    /** Something that changed. */
    @Schema(name = "IncidentChange")
    record Change(
            @Schema(description = "When") Instant time,
            @Schema(
                            description =
                                    "alert, anomaly, template (one never seen before), deploy or"
                                            + " change (of a setting)",
                            example = "alert")
                    String type,
            @Schema(description = "What", example = "High Error Rate on checkout: error_rate 12.5")
                    String text,
            @Schema(description = "Id of the alert, anomaly, template, record or row") String ref,
            @Schema(description = "Where, or null", example = "checkout", nullable = true)
                    @Nullable String service) {}

    /** A service, now and in the hour before. */
    record AffectedService(
            @Schema(description = "Its name", example = "checkout") String service,
            @Schema(description = "Its events") long eventCount,
            @Schema(description = "Its errors") long errorCount,
            @Schema(description = "Errors in percent of its events", nullable = true)
                    @Nullable Double errorRate,
            @Schema(description = "The same in the hour before", nullable = true)
                    @Nullable Double errorRateBefore,
            @Schema(
                            description = "Highest latency_p99 of a minute, in milliseconds",
                            nullable = true)
                    @Nullable Double latencyP99,
            @Schema(description = "The same in the hour before", nullable = true)
                    @Nullable Double latencyP99Before) {}

    /** A kind of line of a service. */
    record ChangedTemplate(
            @Schema(description = "Its id") String templateId,
            @Schema(description = "Its text, once it is known", nullable = true)
                    @Nullable String template,
            @Schema(description = "Whose lines", example = "checkout") String service,
            @Schema(description = "How many there were") long total,
            @Schema(description = "How many there would be as in the hour before") long expected,
            @Schema(
                            description = "new (not in the hour before), gone, more or less",
                            example = "more")
                    String change) {}

    /** Where failures were. */
    @Schema(name = "IncidentRegion")
    record Region(
            @Schema(description = "A region, or a country's code where no region is known")
                    String value,
            @Schema(description = "Records of failures") long total) {}
}
