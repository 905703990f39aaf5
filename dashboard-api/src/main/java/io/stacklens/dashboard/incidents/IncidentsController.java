package io.stacklens.dashboard.incidents;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.http.Version;
import io.stacklens.dashboard.narrative.Narrative;
import io.stacklens.dashboard.narrative.Narrator;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** {@code /api/v1/incidents}. */
@RestController
@RequestMapping("/api/v1/incidents")
@Tag(name = "Incidents", description = "what belongs to one failure, and what it came to")
class IncidentsController {

    private static final String NOBODY_SAID = "operator";
    private static final MediaType MARKDOWN =
            new MediaType("text", "markdown", StandardCharsets.UTF_8);

    private final Incidents incidents;
    private final IncidentCommands commands;
    private final Timelines timelines;
    private final Summaries summaries;
    private final Narrator narrator;

    IncidentsController(
            Incidents incidents,
            IncidentCommands commands,
            Timelines timelines,
            Summaries summaries,
            Narrator narrator) {
        this.incidents = incidents;
        this.commands = commands;
        this.timelines = timelines;
        this.summaries = summaries;
        this.narrator = narrator;
    }

    @GetMapping
    @Operation(
            summary = "Incidents, the one that began last first",
            description = "`active` means all but the resolved; `from` and `to` bound the start.")
    @ApiResponse(responseCode = "200", description = "A page of incidents")
    Items<Incident> incidents(
            @Parameter(
                            description = "open, investigating, mitigated, resolved, active or all",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {
                                                "open",
                                                "investigating",
                                                "mitigated",
                                                "resolved",
                                                "active",
                                                "all"
                                            },
                                            defaultValue = "all"))
                    @RequestParam(defaultValue = "all")
                    String status,
            @Parameter(description = "INFO, WARNING or CRITICAL") @RequestParam(required = false)
                    @Nullable AlertSeverity severity,
            @Parameter(description = "One that the incident is about")
                    @RequestParam(required = false)
                    @Nullable String service,
            @Parameter(description = "Who has taken it") @RequestParam(required = false)
                    @Nullable String assignee,
            @Parameter(description = "Earliest start, inclusive") @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "Latest start, exclusive") @RequestParam(required = false)
                    @Nullable Instant to,
            @Parameter(description = "Most incidents of an answer")
                    @RequestParam(defaultValue = "100")
                    @Min(1)
                    @Max(10_000)
                    int limit,
            @Parameter(description = "next_cursor of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        return incidents.newestFirst(
                statuses(status),
                severity,
                Texts.text(service),
                Texts.text(assignee),
                from,
                to,
                limit,
                PageCursor.decode(cursor, 2));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One incident with its timeline",
            description =
                    "The timeline holds the states of its alerts, its anomalies and records, notes,"
                            + " its own changes, changed settings and deployments around it. The"
                            + " ETag, sent as If-Match with a PATCH, keeps what others changed"
                            + " since.")
    @ApiResponse(responseCode = "200", description = "The incident")
    ResponseEntity<IncidentWithTimeline> incident(
            @Parameter(description = "Number of the incident") @PathVariable long id)
            throws InterruptedException {
        Incident incident = find(id);
        return Version.tagged(
                incident.edited(), new IncidentWithTimeline(incident, timelines.of(incident)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Write an incident down",
            description =
                    "By hand, with a title, or from alerts and anomalies: what is not said is taken"
                            + " from them.")
    @ApiResponse(responseCode = "201", description = "The incident")
    ResponseEntity<Incident> open(
            @RequestBody IncidentRequest request,
            @Parameter(hidden = true) @Nullable Principal principal) {
        long id = commands.open(request, nameOf(principal));
        return ResponseEntity.created(URI.create("/api/v1/incidents/" + id)).body(find(id));
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Change an incident",
            description =
                    "What the request leaves out stays as it is. 409 for a status that does not"
                            + " follow on the present one, 412 if it names a version with If-Match,"
                            + " and the incident is another by now.")
    @ApiResponse(responseCode = "200", description = "The incident as it is now")
    ResponseEntity<Incident> change(
            @Parameter(description = "Number of the incident") @PathVariable long id,
            @Parameter(description = "The ETag of the incident that is to be changed")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody IncidentChange change,
            @Parameter(hidden = true) @Nullable Principal principal) {
        commands.change(id, change, ifMatch, nameOf(principal));
        Incident changed = find(id);
        return Version.tagged(changed.edited(), changed);
    }

    @PostMapping("/{id}/notes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Add a note to the timeline",
            description = "Notes stay as they are; they cannot be changed or deleted.")
    @ApiResponse(responseCode = "201", description = "The line of the timeline")
    TimelineEntry note(
            @Parameter(description = "Number of the incident") @PathVariable long id,
            @RequestBody NoteRequest note,
            @Parameter(hidden = true) @Nullable Principal principal) {
        return commands.note(id, note, nameOf(principal));
    }

    @PostMapping("/{id}/links")
    @Operation(
            summary = "Add alerts, anomalies or log records that belong to an incident",
            description =
                    "Their services become the incident's too. 400 for an id of nothing; what"
                            + " belongs to it already stays as it is.")
    @ApiResponse(responseCode = "200", description = "The incident as it is now")
    Incident link(
            @Parameter(description = "Number of the incident") @PathVariable long id,
            @RequestBody LinksRequest links,
            @Parameter(hidden = true) @Nullable Principal principal) {
        commands.link(id, links, nameOf(principal));
        return find(id);
    }

    @GetMapping("/{id}/summary")
    @Operation(
            summary = "What an incident came to",
            description =
                    "Measured, within a second: what changed first, services that did worse, kinds"
                            + " of lines whose number changed, users and regions; what is not known"
                            + " in time is named in `missing`. Where a language model is set up,"
                            + " its narrative comes with a later answer.")
    @ApiResponse(responseCode = "200", description = "The summary")
    IncidentSummary summary(
            @Parameter(description = "Number of the incident") @PathVariable long id)
            throws InterruptedException {
        return summaryOf(find(id));
    }

    @PostMapping("/{id}/narrative")
    @Operation(
            summary = "Have the summary told in words by a language model",
            description =
                    "The model sees numbers, names and masked templates. The same facts are not"
                            + " asked about twice. 409 when no model is set up, 429 when the day's"
                            + " tokens are used, 503 when no provider answers.")
    @ApiResponse(responseCode = "200", description = "The narrative")
    Narrative narrative(@Parameter(description = "Number of the incident") @PathVariable long id)
            throws InterruptedException {
        Incident incident = find(id);
        return narrator.write(id, Facts.of(incident, summaries.of(incident)));
    }

    @GetMapping("/{id}/post-mortem")
    @Operation(
            summary = "All that is known of an incident, as a document in Markdown",
            description =
                    "Facts, summary, timeline, notes and evidence, and empty places for causes and"
                            + " actions. Texts of lines and people are escaped.")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            content =
                    @Content(
                            mediaType = "text/markdown",
                            schema = @Schema(type = "string", description = "Markdown")))
    ResponseEntity<String> postMortem(
            @Parameter(description = "Number of the incident") @PathVariable long id)
            throws InterruptedException {
        Incident incident = find(id);
        String document =
                new PostMortem(incident, timelines.of(incident), summaryOf(incident)).write();
        return ResponseEntity.ok()
                .contentType(MARKDOWN)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"incident-%d.md\"".formatted(id))
                .body(document);
    }

    private IncidentSummary summaryOf(Incident incident) throws InterruptedException {
        IncidentSummary summary = summaries.of(incident);
        return summary.with(
                narrator.latestOrSoon(
                                incident.id(),
                                Summaries.settledAt(incident),
                                () -> Facts.of(incident, summary))
                        .orElse(null));
    }

    private Incident find(long id) {
        return incidents
                .find(id)
                .orElseThrow(() -> new NotFoundException("incident", Long.toString(id)));
    }

    private static String nameOf(@Nullable Principal principal) {
        return principal == null ? NOBODY_SAID : principal.getName();
    }

    private static Set<IncidentStatus> statuses(String label) {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "all", "" -> EnumSet.allOf(IncidentStatus.class);
            case "active" -> EnumSet.complementOf(EnumSet.of(IncidentStatus.RESOLVED));
            default ->
                    EnumSet.of(
                            IncidentStatus.named(label)
                                    .orElseThrow(
                                            () ->
                                                    new BadRequestException(
                                                            "status",
                                                            label,
                                                            "open, investigating, mitigated,"
                                                                    + " resolved, active or all")));
        };
    }
}
