package io.stacklens.dashboard.incidents;

import io.stacklens.model.alert.AlertSeverity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that belongs to an incident.
 *
 * @param at when it began
 * @param text what is known of it now; a log record may be deleted before the incident
 * @param severity null for a log record
 */
record Link(
        Kind kind,
        String ref,
        Instant at,
        String text,
        String service,
        @Nullable AlertSeverity severity) {

    /** What it is. */
    enum Kind {
        ALERT,
        ANOMALY,
        LOG;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
