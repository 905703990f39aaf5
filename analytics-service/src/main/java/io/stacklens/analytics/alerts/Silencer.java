package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Knows which alerts are not to be notified. Asked often, so it answers from memory. */
@FunctionalInterface
public interface Silencer {

    /** The id of a silence that holds for an alert now, or null. */
    @Nullable Long suppressing(Alert alert, Instant now);

    /**
     * Whether it knows yet. Before it does nothing is judged: a restart would else tell of all that
     * is silenced.
     */
    default boolean isKnown() {
        return true;
    }

    /** Lets everything be notified. */
    static Silencer none() {
        return (_, _) -> null;
    }
}
