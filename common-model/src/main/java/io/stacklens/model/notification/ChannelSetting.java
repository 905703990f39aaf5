package io.stacklens.model.notification;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One thing a channel of some kind has to know.
 *
 * @param required whether a channel cannot do without; what has a default is never missing
 * @param secret whether it is encrypted where it is stored, and never shown again
 * @param defaultValue as text; null without one
 * @param choices the values there are, empty when any will do
 */
public record ChannelSetting(
        String name,
        SettingType type,
        boolean required,
        boolean secret,
        @Nullable String defaultValue,
        List<String> choices,
        String description) {

    public ChannelSetting {
        choices = List.copyOf(choices);
    }

    static ChannelSetting required(String name, SettingType type, String description) {
        return new ChannelSetting(name, type, true, false, null, List.of(), description);
    }

    static ChannelSetting optional(String name, SettingType type, String description) {
        return new ChannelSetting(name, type, false, false, null, List.of(), description);
    }

    ChannelSetting asSecret() {
        return new ChannelSetting(name, type, required, true, defaultValue, choices, description);
    }

    ChannelSetting withDefault(String value) {
        return new ChannelSetting(name, type, required, secret, value, choices, description);
    }

    ChannelSetting oneOf(String... values) {
        return new ChannelSetting(
                name, type, required, secret, defaultValue, List.of(values), description);
    }
}
