package io.stacklens.dashboard.alerts;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand.Action;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.pipeline.http.NotFoundException;
import io.stacklens.pipeline.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /api/v1/alerts}: episodes, and what people do to them. */
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "Alerts")
class AlertsController {

    // What the database cannot hold is refused before the command is on its way.
    private static final String STORABLE = "[^\\x00]*";
    private static final String WITHOUT_NUL = "a text without the character U+0000";

    private final Alerts alerts;
    private final AlertActions actions;
    private final AlertCommands commands;
    private final AlertLines lines;

    AlertsController(
            Alerts alerts, AlertActions actions, AlertCommands commands, AlertLines lines) {
        this.alerts = alerts;
        this.actions = actions;
        this.commands = commands;
        this.lines = lines;
    }

    @GetMapping
    @Operation(
            summary = "Episodes, the one that changed last first",
            description =
                    "`active` means firing or acknowledged; `from` and `to` bound the last change.")
    Items<ListedAlert> alerts(
            @Parameter(
                            description = "active, pending, firing, acknowledged, resolved or all",
                            example = "active",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {
                                                "active",
                                                "pending",
                                                "firing",
                                                "acknowledged",
                                                "resolved",
                                                "all"
                                            },
                                            defaultValue = "all"))
                    @RequestParam(defaultValue = "all")
                    StatusFilter status,
            @Parameter(description = "INFO, WARNING or CRITICAL") @RequestParam(required = false)
                    @Nullable AlertSeverity severity,
            @Parameter(description = "The same as severity") @RequestParam(required = false)
                    @Nullable AlertSeverity level,
            @RequestParam(required = false) @Nullable String service,
            @Parameter(description = "The name of a rule") @RequestParam(required = false)
                    @Nullable String rule,
            @Parameter(description = "What kind of rule raised it") @RequestParam(required = false)
                    @Nullable String kind,
            @Parameter(description = "A label as team=post; given twice, both")
                    @RequestParam(required = false)
                    @Nullable List<String> label,
            @Parameter(description = "Whether a silence keeps it from being told")
                    @RequestParam(required = false)
                    @Nullable Boolean suppressed,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        AlertFilter filter =
                new AlertFilter(
                        status,
                        severity != null ? severity : level,
                        Texts.text(service),
                        Texts.text(rule),
                        AlertFilter.kind(kind),
                        AlertFilter.labels(label),
                        suppressed,
                        from,
                        to);
        return alerts.newestFirst(filter, limit, PageCursor.decode(cursor, 2));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One episode, with its changes of state and what people did",
            description =
                    "`history` is what was measured before, `changes` are its states. Lines that"
                            + " could not be searched yet when it fired are looked up now.")
    AlertDetail alert(@PathVariable String id) throws InterruptedException {
        return detail(find(id));
    }

    @PostMapping("/{id}/acknowledge")
    @Operation(
            summary = "Say that somebody has taken it",
            description =
                    "200 with the episode once that is stored; 202 when the evaluator has not done"
                            + " it within two seconds, and will.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<Alert> acknowledge(
            @PathVariable String id, @RequestBody(required = false) @Valid @Nullable Word word)
            throws InterruptedException {
        Alert alert = find(id);
        if (alert.status() == AlertStatus.RESOLVED) {
            throw new ConflictException("alert '%s' is resolved already".formatted(id));
        }
        if (isTooEarly(alert, Action.ACKNOWLEDGE)) {
            throw new ConflictException(
                    "alert '%s' is pending (expected: one that fires)".formatted(id));
        }
        return carryOut(alert, Action.ACKNOWLEDGE, word);
    }

    @PostMapping("/{id}/resolve")
    @Operation(
            summary = "End it",
            description = "It fires again only after its condition was gone. 200 or 202 as above.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<Alert> resolve(
            @PathVariable String id, @RequestBody(required = false) @Valid @Nullable Word word)
            throws InterruptedException {
        return carryOut(find(id), Action.RESOLVE, word);
    }

    @PostMapping("/{id}/comments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Say something about it")
    @ApiResponse(responseCode = "201")
    AlertDetail comment(@PathVariable String id, @RequestBody @Valid Word word)
            throws InterruptedException {
        Alert alert = find(id);
        String comment = word.said();
        if (comment.isEmpty()) {
            throw new BadRequestException("comment", word.comment(), "a text");
        }
        actions.add(id, "comment", who(word), comment);
        return detail(alert);
    }

    private AlertDetail detail(Alert alert) throws InterruptedException {
        return new AlertDetail(
                lines.complete(alert), alerts.changes(alert.id()), actions.of(alert.id()));
    }

    @PostMapping("/acknowledge")
    @Operation(
            summary = "Say that somebody has taken several",
            description = "Answers what became of each, after two seconds at most.")
    Items<Outcome> acknowledgeAll(@RequestBody @Valid Many many) throws InterruptedException {
        return carryOut(many, Action.ACKNOWLEDGE);
    }

    @PostMapping("/resolve")
    @Operation(
            summary = "End several",
            description = "Answers what became of each, after two seconds at most.")
    Items<Outcome> resolveAll(@RequestBody @Valid Many many) throws InterruptedException {
        return carryOut(many, Action.RESOLVE);
    }

    private Items<Outcome> carryOut(Many many, Action action) throws InterruptedException {
        Set<String> ids = new LinkedHashSet<>(many.ids());
        Map<String, Alert> known =
                alerts.find(ids).stream().collect(Collectors.toMap(Alert::id, it -> it));
        List<Alert> open = known.values().stream().filter(it -> canBe(it, action)).toList();
        Word word = new Word(many.by(), many.comment());
        String by = who(word);
        Set<String> done =
                commands.carryOut(open, action, by).stream()
                        .map(Alert::id)
                        .collect(Collectors.toSet());
        open.forEach(alert -> actions.add(alert.id(), action.label(), by, word.said()));
        known.values().stream()
                .filter(alert -> !open.contains(alert))
                .forEach(alert -> say(alert, by, word));
        return new Items<>(
                ids.stream()
                        .map(id -> new Outcome(id, outcome(known.get(id), action, done)))
                        .toList(),
                null);
    }

    private static boolean canBe(Alert alert, Action action) {
        return !AlertCommands.isDone(alert, action) && !isTooEarly(alert, action);
    }

    /** Nobody is told of an alert before it fires, so nobody can have taken it. */
    private static boolean isTooEarly(Alert alert, Action action) {
        return action == Action.ACKNOWLEDGE && alert.status() == AlertStatus.PENDING;
    }

    private static String outcome(@Nullable Alert alert, Action action, Set<String> done) {
        if (alert == null) {
            return "not_found";
        }
        if (isTooEarly(alert, action)) {
            return "pending";
        }
        if (AlertCommands.isDone(alert, action)) {
            return "already";
        }
        return done.contains(alert.id()) ? "done" : "accepted";
    }

    /** Keeps what is said of an alert for which there is nothing more to do. */
    private void say(Alert alert, String by, @Nullable Word word) {
        if (word != null && !word.said().isEmpty()) {
            actions.add(alert.id(), "comment", by, word.said());
        }
    }

    private ResponseEntity<Alert> carryOut(Alert alert, Action action, @Nullable Word word)
            throws InterruptedException {
        String by = who(word);
        if (AlertCommands.isDone(alert, action)) {
            say(alert, by, word);
            return ResponseEntity.ok(alert);
        }
        List<Alert> done = commands.carryOut(List.of(alert), action, by);
        actions.add(alert.id(), action.label(), by, word == null ? "" : word.said());
        return done.isEmpty()
                ? ResponseEntity.status(HttpStatus.ACCEPTED).body(alert)
                : ResponseEntity.ok(done.getFirst());
    }

    private static String who(@Nullable Word word) {
        return Caller.actingAs(word == null ? null : Texts.text(word.by()));
    }

    private Alert find(String id) {
        return alerts.find(id).orElseThrow(() -> new NotFoundException("alert", id));
    }

    /** The optional body of a command. */
    record Word(
            @Schema(description = "Who does it, where nobody signs in", example = "ada")
                    @Size(max = 200)
                    @Pattern(regexp = STORABLE, message = WITHOUT_NUL)
                    @Nullable String by,
            @Schema(description = "What there is to say about it", example = "rolled back 4.2")
                    @Size(max = 2_000)
                    @Pattern(regexp = STORABLE, message = WITHOUT_NUL)
                    @Nullable String comment) {

        String said() {
            return comment == null ? "" : comment.strip();
        }
    }

    /** Several episodes. */
    @Schema(
            name = "ManyAlerts",
            example = "{\"ids\": [\"17-checkout-1\"], \"comment\": \"deploy\"}")
    record Many(
            @Schema(
                            description = "1 to 1000 ids of alerts",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    @NotNull
                    @Size(min = 1, max = 1_000)
                    List<@NotNull String> ids,
            @Schema(description = "Who does it, where nobody signs in")
                    @Size(max = 200)
                    @Pattern(regexp = STORABLE, message = WITHOUT_NUL)
                    @Nullable String by,
            @Schema(description = "What there is to say about them")
                    @Size(max = 2_000)
                    @Pattern(regexp = STORABLE, message = WITHOUT_NUL)
                    @Nullable String comment) {}

    /** What became of one of several. */
    @Schema(name = "AlertOutcome")
    record Outcome(
            String id,
            @Schema(
                            description =
                                    "done; accepted if the evaluator will do it; already if it was"
                                            + " so; pending if it cannot be taken before it fires;"
                                            + " not_found",
                            allowableValues = {
                                "done",
                                "accepted",
                                "already",
                                "pending",
                                "not_found"
                            })
                    String outcome) {}
}
