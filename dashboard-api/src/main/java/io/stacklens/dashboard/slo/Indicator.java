package io.stacklens.dashboard.slo;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What makes a request a good one. */
enum Indicator {
    /** It is no error. */
    AVAILABILITY,
    /** It did not take longer than the threshold. */
    LATENCY;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Indicator> named(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equalsIgnoreCase(label.strip()))
                .findFirst();
    }
}
