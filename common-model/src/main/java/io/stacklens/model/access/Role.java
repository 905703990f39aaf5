package io.stacklens.model.access;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/** What a user may do; each may do what those before it may. */
public enum Role {
    /** Reads. */
    @JsonProperty("viewer")
    VIEWER,
    /** Acknowledges, edits rules and incidents, replays dead letters, sends lines. */
    @JsonProperty("operator")
    OPERATOR,
    /** Manages users, keys, notification channels and settings. */
    @JsonProperty("admin")
    ADMIN;

    /** As it is written: {@code operator}. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
