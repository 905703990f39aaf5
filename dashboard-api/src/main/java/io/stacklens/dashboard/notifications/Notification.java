package io.stacklens.dashboard.notifications;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A line of the delivery log: one event of one alert, and one channel. */
record Notification(
        @Schema(description = "Its number", example = "17") long id,
        @Schema(description = "The alert", example = "4-payment-1795608000000") String alertId,
        @Schema(description = "Which change of the alert's state", example = "1") long sequence,
        @Schema(description = "Number of the channel", example = "1") long channelId,
        @Schema(description = "Its name at that time", example = "On call") String channel,
        @Schema(description = "Its kind at that time", example = "webhook") String kind,
        @Schema(description = "fired, acknowledged, resolved or test", example = "fired")
                String event,
        @Schema(description = "pending, delivered, failed or suppressed", example = "delivered")
                String status,
        @Schema(description = "How often it was tried", example = "1") int attempts,
        @Schema(description = "When it is tried again") @Nullable Instant nextAttemptAt,
        @Schema(
                        description = "What went wrong last, or what keeps it from being sent",
                        example = "answered 503")
                @Nullable String lastError,
        @Schema(description = "How long the last attempt took", example = "87")
                @Nullable Integer tookMs,
        @Schema(description = "When it entered the queue") Instant createdAt,
        @Schema(description = "When the target took it") @Nullable Instant deliveredAt) {}
