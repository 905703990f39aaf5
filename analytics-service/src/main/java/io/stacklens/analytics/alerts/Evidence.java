package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert.Point;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What shows a finding to people.
 *
 * @param samples ids of log records
 * @param templates texts of the templates behind it
 * @param query finds the lines behind it
 * @param from where the time looked at begins; null when there is none
 * @param to exclusive
 * @param history what was measured before, oldest first
 */
record Evidence(
        List<String> samples,
        List<String> templates,
        @Nullable String query,
        @Nullable Instant from,
        @Nullable Instant to,
        List<Point> history) {

    static final Evidence NONE = new Evidence(List.of(), List.of(), null, null, null, List.of());

    /** Evidence from a span of seconds. */
    static Evidence of(
            List<String> samples,
            List<String> templates,
            String query,
            long fromSecond,
            long toSecond,
            List<Point> history) {
        return new Evidence(
                samples,
                templates,
                query,
                Instant.ofEpochSecond(fromSecond),
                Instant.ofEpochSecond(toSecond),
                history);
    }
}
