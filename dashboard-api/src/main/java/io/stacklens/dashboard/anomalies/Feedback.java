package io.stacklens.dashboard.anomalies;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/** What somebody said of an anomaly. */
record Feedback(Verdict verdict, @Nullable String comment, String by, Instant at) {

    /** Whether it was worth knowing. */
    enum Verdict {
        USEFUL,
        FALSE_ALARM;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Verdict ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
