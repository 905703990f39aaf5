package io.stacklens.dashboard.notifications;

import io.stacklens.model.notification.ChannelKind;
import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;
import java.util.Map;

/** A channel as it is answered: its secrets are {@code ***}. */
record Channel(
        @Schema(description = "Its number", example = "1") long id,
        @Schema(description = "Its name, which no other channel has", example = "On call")
                String name,
        @Schema(description = "What kind of system it leads to", example = "webhook")
                ChannelKind kind,
        @Schema(description = "Whether anything is sent to it", example = "true") boolean enabled,
        @Schema(
                        description = "What it is set to; a stored secret is \"***\"",
                        example = "{\"url\": \"https://example.org/hook\", \"secret\": \"***\"}")
                Map<String, Object> settings,
        @Schema(description = "When it was made") Instant createdAt,
        @Schema(description = "When it was changed last") Instant updatedAt) {

    /** What stands for a secret in answers, and in requests that leave it as it is. */
    static final String HIDDEN = "***";
}
