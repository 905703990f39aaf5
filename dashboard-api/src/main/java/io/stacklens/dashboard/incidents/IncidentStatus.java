package io.stacklens.dashboard.incidents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where an incident stands. It goes on step by step or in leaps; what comes back is looked into.
 */
enum IncidentStatus {
    /** Nobody has looked into it yet. */
    OPEN,
    INVESTIGATING,
    /** Its effects are gone, its cause may be not. */
    MITIGATED,
    RESOLVED;

    Set<IncidentStatus> next() {
        return switch (this) {
            case OPEN -> EnumSet.of(INVESTIGATING, MITIGATED, RESOLVED);
            case INVESTIGATING -> EnumSet.of(MITIGATED, RESOLVED);
            case MITIGATED -> EnumSet.of(INVESTIGATING, RESOLVED);
            case RESOLVED -> EnumSet.of(INVESTIGATING);
        };
    }

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<IncidentStatus> named(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equalsIgnoreCase(label.strip()))
                .findFirst();
    }

    @JsonCreator
    static IncidentStatus ofLabel(String label) {
        return named(label).orElseThrow(() -> new IllegalArgumentException("status: " + label));
    }

    static String labels(Set<IncidentStatus> statuses) {
        return statuses.stream().map(IncidentStatus::label).collect(Collectors.joining(" or "));
    }
}
