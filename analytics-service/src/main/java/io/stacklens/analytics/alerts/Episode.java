package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An episode as the evaluator keeps it.
 *
 * @param alert what was last published of it
 * @param clearSince since when the condition has not held, in an episode of an anomaly when the
 *     last one came; null while the condition holds
 */
record Episode(EpisodeState state, Alert alert, @Nullable Instant clearSince) {

    Episode withClearSince(@Nullable Instant since) {
        return new Episode(state, alert, since);
    }
}
