package io.stacklens.dashboard.alerts;

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
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** {@code /api/v1/alerts}: episodes, and what people do to them. */
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "Alerts")
class AlertsController {

    private final Alerts alerts;
    private final AlertCommands commands;

    AlertsController(Alerts alerts, AlertCommands commands) {
        this.alerts = alerts;
        this.commands = commands;
    }

    @GetMapping
    @Operation(
            summary = "Episodes, the one that changed last first",
            description =
                    "`active` means firing or acknowledged; `from` and `to` bound the last change.")
    Items<Alert> alerts(
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
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return alerts.newestFirst(
                status,
                severity != null ? severity : level,
                Texts.text(service),
                from,
                to,
                limit,
                PageCursor.decode(cursor, 2));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One episode, with its changes of state")
    AlertWithHistory alert(@PathVariable String id) {
        return new AlertWithHistory(find(id), alerts.history(id));
    }

    @PostMapping("/{id}/acknowledge")
    @Operation(
            summary = "Say that somebody has taken it",
            description =
                    "200 with the episode once that is stored; 202 when the evaluator has not done"
                            + " it within two seconds, and will.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<Alert> acknowledge(
            @PathVariable String id, @RequestBody(required = false) @Valid @Nullable Who who)
            throws InterruptedException {
        Alert alert = find(id);
        if (alert.status() == AlertStatus.RESOLVED) {
            throw new ConflictException("alert '%s' is resolved already".formatted(id));
        }
        return carryOut(alert, Action.ACKNOWLEDGE, who);
    }

    @PostMapping("/{id}/resolve")
    @Operation(
            summary = "End it",
            description = "It fires again only after its condition was gone. 200 or 202 as above.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<Alert> resolve(
            @PathVariable String id, @RequestBody(required = false) @Valid @Nullable Who who)
            throws InterruptedException {
        return carryOut(find(id), Action.RESOLVE, who);
    }

    private ResponseEntity<Alert> carryOut(Alert alert, Action action, @Nullable Who who)
            throws InterruptedException {
        if (AlertCommands.isDone(alert, action)) {
            return ResponseEntity.ok(alert);
        }
        String given = who == null ? null : Texts.text(who.by());
        return commands.carryOut(alert, action, Caller.actingAs(given))
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(HttpStatus.ACCEPTED).body(alert));
    }

    private Alert find(String id) {
        return alerts.find(id).orElseThrow(() -> new NotFoundException("alert", id));
    }

    /** The optional body of a command. */
    record Who(
            @Schema(description = "Who does it, where nobody signs in", example = "ada")
                    @Size(max = 200)
                    @Nullable String by) {}
}
