package io.stacklens.dashboard.slo;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** What an objective counts. */
enum Counted {
    /** Events with an HTTP status or a duration. */
    REQUESTS,
    /** All events, where none of them is a request. */
    EVENTS,
    /** Events with a duration. */
    DURATIONS;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
