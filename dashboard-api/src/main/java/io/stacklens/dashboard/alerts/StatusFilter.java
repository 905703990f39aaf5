package io.stacklens.dashboard.alerts;

import io.stacklens.dashboard.http.UnexpectedTextException;
import io.stacklens.model.alert.AlertStatus;
import java.util.List;
import java.util.Locale;

/** Which episodes a list shows; {@code active} is firing or acknowledged. */
enum StatusFilter {
    ACTIVE(AlertStatus.FIRING, AlertStatus.ACKNOWLEDGED),
    PENDING(AlertStatus.PENDING),
    FIRING(AlertStatus.FIRING),
    ACKNOWLEDGED(AlertStatus.ACKNOWLEDGED),
    RESOLVED(AlertStatus.RESOLVED),
    ALL(AlertStatus.values());

    private final List<String> labels;

    StatusFilter(AlertStatus... statuses) {
        this.labels = List.of(statuses).stream().map(AlertStatus::label).toList();
    }

    /** The statuses as the table spells them. */
    List<String> labels() {
        return labels;
    }

    static StatusFilter named(String text) {
        for (StatusFilter filter : values()) {
            if (filter.name().toLowerCase(Locale.ROOT).equals(text.strip().toLowerCase(Locale.ROOT))) {
                return filter;
            }
        }
        throw new UnexpectedTextException(
                "active, pending, firing, acknowledged, resolved or all");
    }
}
