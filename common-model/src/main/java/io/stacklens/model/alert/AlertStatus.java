package io.stacklens.model.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** Where an episode stands. */
public enum AlertStatus {
    /** The condition holds, but not yet for as long as the rule asks. */
    PENDING,
    FIRING,
    /** Firing, and somebody has taken it. */
    ACKNOWLEDGED,
    RESOLVED;

    /** Firing or acknowledged: what the filter {@code active} means. */
    public boolean isActive() {
        return this == FIRING || this == ACKNOWLEDGED;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static AlertStatus ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
