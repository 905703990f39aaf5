package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.incidents.IncidentSummary.AffectedService;
import io.stacklens.dashboard.incidents.IncidentSummary.ChangedTemplate;
import io.stacklens.dashboard.narrative.Narrative;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Writes a post-mortem in Markdown: all that is known of an incident, and room for what is not. */
final class PostMortem {

    private final Incident incident;
    private final List<TimelineEntry> timeline;
    private final IncidentSummary summary;
    private final StringBuilder out = new StringBuilder();

    PostMortem(Incident incident, List<TimelineEntry> timeline, IncidentSummary summary) {
        this.incident = incident;
        this.timeline = timeline;
        this.summary = summary;
    }

    String write() {
        line("# Incident %d: %s".formatted(incident.id(), Markdown.inline(incident.title())));
        facts();
        narrative();
        changes();
        services();
        templates();
        reach();
        timeline();
        notes();
        evidence();
        line("## Causes\n");
        line("## What went well, what went badly\n");
        line("## Actions\n");
        line("| what | who | by when |");
        line("| --- | --- | --- |");
        return out.toString();
    }

    private void facts() {
        line("");
        line("| | |");
        line("| --- | --- |");
        row("status", incident.status().label());
        row("severity", incident.severity().name());
        row(
                "services",
                incident.services().isEmpty()
                        ? "none named"
                        : String.join(", ", incident.services()));
        row("assignee", incident.assignee() == null ? "nobody" : incident.assignee());
        row("began", time(incident.startedAt()));
        row("resolved", incident.resolvedAt() == null ? "not yet" : time(incident.resolvedAt()));
        row("lasted", lasted());
        row("written down", time(incident.createdAt()) + " by " + incident.createdBy());
        line("");
    }

    private void narrative() {
        Narrative narrative = summary.narrative();
        if (narrative != null) {
            line("## In short\n");
            line(Markdown.quotation(narrative.text()));
            line(
                    "Written by a language model (%s, %s) from the measured facts below; not checked by anybody.\n"
                            .formatted(
                                    Markdown.inline(narrative.provider()),
                                    time(narrative.generatedAt())));
        }
    }

    private void changes() {
        line("## What changed first\n");
        if (summary.changes().isEmpty()) {
            line("Nothing that was recorded.\n");
            return;
        }
        line("| time | what | where | |");
        line("| --- | --- | --- | --- |");
        summary.changes()
                .forEach(
                        change ->
                                row(
                                        time(change.time()),
                                        change.type(),
                                        change.service() == null ? "" : change.service(),
                                        change.text()));
        line("");
    }

    private void services() {
        line("## Affected services\n");
        line(
                "From %s to %s, in brackets the hour before.\n"
                        .formatted(time(summary.window().from()), time(summary.window().to())));
        if (summary.services().isEmpty()) {
            line("None did worse than before.\n");
            return;
        }
        line("| service | events | errors | error rate | highest p99 |");
        line("| --- | --- | --- | --- | --- |");
        for (AffectedService each : summary.services()) {
            row(
                    each.service(),
                    Long.toString(each.eventCount()),
                    Long.toString(each.errorCount()),
                    "%s (%s)"
                            .formatted(
                                    measured(each.errorRate(), "%"),
                                    measured(each.errorRateBefore(), "%")),
                    "%s (%s)"
                            .formatted(
                                    measured(each.latencyP99(), "ms"),
                                    measured(each.latencyP99Before(), "ms")));
        }
        line("");
    }

    private void templates() {
        line("## Kinds of lines whose number changed\n");
        if (summary.templates().isEmpty()) {
            line("None.\n");
            return;
        }
        line("| service | template | lines | expected | |");
        line("| --- | --- | --- | --- | --- |");
        for (ChangedTemplate each : summary.templates()) {
            row(
                    each.service(),
                    each.template() == null ? each.templateId() : each.template(),
                    Long.toString(each.total()),
                    Long.toString(each.expected()),
                    each.change());
        }
        line("");
    }

    private void reach() {
        line("## Users and regions\n");
        line(
                summary.users() == null
                        ? "The users could not be counted."
                        : "%d users met an error.".formatted(summary.users()));
        if (!summary.regions().isEmpty()) {
            line("");
            line("| region | failures |");
            line("| --- | --- |");
            summary.regions().forEach(each -> row(each.value(), Long.toString(each.total())));
        }
        if (!summary.missing().isEmpty()) {
            line("");
            line("Not found out in time: %s.".formatted(String.join(", ", summary.missing())));
        }
        line("");
    }

    private void timeline() {
        line("## Timeline\n");
        line("| time | | what | who |");
        line("| --- | --- | --- | --- |");
        for (TimelineEntry each : timeline) {
            if (each.type() != TimelineEntry.Type.NOTE) {
                row(
                        time(each.time()),
                        each.type().label(),
                        each.text(),
                        each.actor() == null ? "" : each.actor());
            }
        }
        line("");
    }

    private void notes() {
        List<TimelineEntry> notes =
                timeline.stream().filter(each -> each.type() == TimelineEntry.Type.NOTE).toList();
        if (notes.isEmpty()) {
            return;
        }
        line("## Notes\n");
        for (TimelineEntry note : notes) {
            line(
                    "%s, %s:\n"
                            .formatted(
                                    time(note.time()),
                                    Markdown.inline(String.valueOf(note.actor()))));
            line(Markdown.quotation(note.text()));
        }
    }

    private void evidence() {
        line("## Evidence\n");
        ids("Alerts", incident.alertIds());
        ids("Anomalies", incident.anomalyIds());
        ids("Log records", incident.logIds());
        line("");
    }

    private void ids(String what, List<String> ids) {
        line(
                "- %s: %s"
                        .formatted(
                                what,
                                ids.isEmpty() ? "none" : Markdown.inline(String.join(", ", ids))));
    }

    private String lasted() {
        Instant end = incident.resolvedAt() == null ? summary.generatedAt() : incident.resolvedAt();
        long minutes = Math.max(0, Duration.between(incident.startedAt(), end).toMinutes());
        String so = incident.resolvedAt() == null ? " so far" : "";
        return minutes < 60
                ? "%d min%s".formatted(minutes, so)
                : "%d h %02d min%s".formatted(minutes / 60, minutes % 60, so);
    }

    private static String measured(@Nullable Double value, String unit) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.1f %s", value, unit);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void row(String... cells) {
        out.append('|');
        for (String cell : cells) {
            out.append(' ').append(Markdown.inline(cell)).append(" |");
        }
        out.append('\n');
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
