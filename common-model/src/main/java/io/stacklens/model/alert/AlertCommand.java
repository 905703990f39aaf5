package io.stacklens.model.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.time.Instant;
import java.util.Locale;

/**
 * What somebody wants done with an episode: the value of {@code alert-commands}, keyed by service.
 */
public record AlertCommand(String alertId, String service, Action action, String by, Instant at) {

    /** The things one can do to an episode. */
    public enum Action {
        ACKNOWLEDGE,
        RESOLVE;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Action ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
