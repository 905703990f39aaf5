package io.stacklens.dashboard.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.stacklens.model.notification.ChannelKind;
import io.stacklens.model.notification.ChannelSetting;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** A kind of channel and what it has to know, so that a form can be made of it. */
record KindOfChannel(
        @Schema(description = "The kind", example = "webhook") ChannelKind kind,
        @Schema(description = "Its settings, in the order a form shows them")
                List<Setting> settings) {

    /** One setting. */
    record Setting(
            @Schema(description = "Its name in settings", example = "url") String name,
            @Schema(description = "text, url, port, choice, email or emails", example = "url")
                    String type,
            @Schema(description = "Whether it has to be there", example = "true") boolean required,
            @Schema(description = "Whether it is never shown again", example = "false")
                    boolean secret,
            @Schema(description = "What it is when it is left out", example = "587")
                    @JsonProperty("default")
                    @Nullable String defaultValue,
            @Schema(description = "The values there are; any when empty") List<String> choices,
            @Schema(description = "What it is for", example = "Where the alerts are posted as JSON")
                    String description) {

        static Setting of(ChannelSetting setting) {
            return new Setting(
                    setting.name(),
                    setting.type().label(),
                    setting.required(),
                    setting.secret(),
                    setting.defaultValue(),
                    setting.choices(),
                    setting.description());
        }
    }

    static List<KindOfChannel> all() {
        return Arrays.stream(ChannelKind.values())
                .map(
                        kind ->
                                new KindOfChannel(
                                        kind, kind.settings().stream().map(Setting::of).toList()))
                .toList();
    }
}
