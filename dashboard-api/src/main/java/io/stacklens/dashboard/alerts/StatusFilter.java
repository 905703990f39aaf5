package io.stacklens.dashboard.alerts;

import io.stacklens.dashboard.http.UnexpectedTextException;
import io.stacklens.model.alert.AlertStatus;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which episodes a list shows; {@code active} is firing or acknowledged. */
enum StatusFilter {
    ACTIVE,
    PENDING,
    FIRING,
    ACKNOWLEDGED,
    RESOLVED,
    ALL;

    /**
     * The statuses as the table spells them, not as a parameter: the index of the active ones is of
     * use only where the database knows which are asked for.
     */
    String condition() {
        return Arrays.stream(AlertStatus.values())
                .filter(this::shows)
                .map(status -> "'%s'".formatted(status.label()))
                .collect(Collectors.joining(", ", "status in (", ")"));
    }

    private boolean shows(AlertStatus status) {
        return switch (this) {
            case ACTIVE -> status.isActive();
            case ALL -> true;
            case PENDING, FIRING, ACKNOWLEDGED, RESOLVED -> status.name().equals(name());
        };
    }

    static StatusFilter named(String text) {
        return Arrays.stream(values())
                .filter(filter -> filter.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnexpectedTextException(
                                        "active, pending, firing, acknowledged, resolved or all"));
    }
}
