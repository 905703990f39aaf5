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
 * @param part of the service that it is about
 * @param announced whether anybody may have been notified; null in episodes of earlier versions
 */
record Episode(
        EpisodeState state,
        Alert alert,
        @Nullable Instant clearSince,
        Series.@Nullable Part part,
        @Nullable Boolean announced) {

    Episode withClearSince(@Nullable Instant since) {
        return new Episode(state, alert, since, part, announced);
    }

    Episode withAlert(Alert next) {
        return new Episode(state, next, clearSince, part, announced);
    }

    Series series() {
        return new Series(alert.service(), alert.route(), part);
    }

    boolean wasAnnounced() {
        return announced == null ? alert.status().isActive() : announced;
    }
}
