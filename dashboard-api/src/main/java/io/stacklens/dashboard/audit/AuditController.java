package io.stacklens.dashboard.audit;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** {@code GET /api/v1/audit}: who changed what. Nobody can change it through the API. */
@RestController
@Tag(name = "Audit", description = "Who changed what, and who failed to sign in")
class AuditController {

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    @GetMapping("/api/v1/audit")
    @Operation(
            operationId = "audit",
            summary = "Changes and failed logins, newest first",
            description = "Asks for the role admin.")
    Items<AuditEntry> audit(
            @Parameter(description = "Only what this user or key did", example = "ada")
                    @RequestParam(required = false)
                    @Nullable String actor,
            @Parameter(description = "Only such actions", example = "login_failed")
                    @RequestParam(required = false)
                    @Nullable String action,
            @Parameter(description = "Only this kind of object", example = "alert_rules")
                    @RequestParam(required = false)
                    @Nullable String object,
            @Parameter(description = "Not before") @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "Before") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "Most entries of a page")
                    @RequestParam(defaultValue = "100")
                    @Min(1)
                    @Max(10_000)
                    int limit,
            @Parameter(description = "The next_cursor of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        return log.newestFirst(
                new AuditLog.Filter(
                        Texts.text(actor), Texts.text(action), Texts.text(object), from, to),
                limit,
                PageCursor.decode(cursor, 1));
    }
}
