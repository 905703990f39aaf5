package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Set;

/** {@code /api/v1/notifications}: what was said to whom, and what could not be. */
@RestController
@RequestMapping("/api/v1/notifications")
@Tag(name = "Notifications")
class NotificationsController {

    private static final Set<String> STATUSES =
            Set.of("pending", "delivered", "failed", "suppressed");

    private final Notifications notifications;

    NotificationsController(Notifications notifications) {
        this.notifications = notifications;
    }

    @GetMapping
    @Operation(
            summary = "The delivery log, newest first",
            description = "One line for each change of an alert's state and each channel.")
    Items<Notification> notifications(
            @Parameter(description = "Id of an alert", example = "4-payment-1795608000000")
                    @RequestParam(name = "alert_id", required = false)
                    @Nullable String alertId,
            @Parameter(description = "Number of a channel", example = "1")
                    @RequestParam(name = "channel_id", required = false)
                    @Nullable Long channelId,
            @Parameter(description = "pending, delivered, failed or suppressed", example = "failed")
                    @RequestParam(required = false)
                    @Nullable String status,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String wanted = Texts.text(status);
        if (wanted != null && !STATUSES.contains(wanted)) {
            throw new BadRequestException(
                    "status", status, "pending, delivered, failed or suppressed");
        }
        return notifications.newestFirst(
                Texts.text(alertId), channelId, wanted, limit, PageCursor.decode(cursor, 1));
    }

    @PostMapping("/{id}/retry")
    @Operation(
            summary = "Try one again that has failed",
            description =
                    "It goes back into the queue with the same idempotency key, so a target that"
                            + " has it after all can tell.")
    Notification retry(
            @Parameter(description = "Number of a line of the delivery log", example = "17")
                    @PathVariable
                    long id) {
        Notification found = find(id);
        if (!notifications.retry(id)) {
            throw new ConflictException(
                    "notification %d is %s (expected: failed)".formatted(id, found.status()));
        }
        return find(id);
    }

    private Notification find(long id) {
        return notifications
                .find(id)
                .orElseThrow(() -> new NotFoundException("notification", Long.toString(id)));
    }
}
