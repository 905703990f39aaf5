package io.stacklens.dashboard.notifications;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** A channel as somebody asks for it. {@link ChannelCheck} says what is wrong with it. */
@Schema(
        example =
                """
                {"name": "On call", "kind": "webhook", "enabled": true,
                 "settings": {"url": "https://example.org/hook", "secret": "a text that only the two know"}}\
                """)
record ChannelRequest(
        @Schema(description = "Ignored; the path says which channel", hidden = true)
                @Nullable Long id,
        @Schema(description = "A name that no other channel has", example = "On call")
                @Nullable String name,
        @Schema(
                        description = "webhook, slack, email, pagerduty or alertmanager",
                        example = "webhook")
                @Nullable String kind,
        @Schema(description = "Whether anything is sent to it; true by default", example = "true")
                @Nullable Boolean enabled,
        @Schema(
                        description =
                                "The settings of its kind, see /notification-channels/kinds;"
                                        + " \"***\" keeps a secret that is stored",
                        example = "{\"url\": \"https://example.org/hook\"}")
                @Nullable Map<String, @Nullable Object> settings,
        @Schema(description = "Ignored", hidden = true) @Nullable Instant createdAt,
        @Schema(description = "Ignored", hidden = true) @Nullable Instant updatedAt) {}
