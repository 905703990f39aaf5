package io.stacklens.model.notification;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** What the value of a channel's setting looks like. */
public enum SettingType {
    TEXT,
    /** An http or https address. */
    URL,
    /** A whole number from 1 to 65535. */
    PORT,
    /** One of the choices of the setting. */
    CHOICE,
    EMAIL,
    /** Several of them. */
    EMAILS;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
