package io.stacklens.dashboard.deadletters;

import io.stacklens.model.Topics;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who takes a replayed record: all readers of its topic, or the one that could not handle it. */
final class Destination {

    /**
     * The consumer groups that handle a topic's records each for itself. The three readers of
     * {@code window-deltas} are missing: what does not decode none of them has taken.
     */
    private static final Map<String, Set<String>> SEVERAL_READERS =
            Map.of(
                    Topics.ENRICHED_LOGS, Set.of("analytics-store", "analytics-deltas"),
                    Topics.WINDOW_METRICS, Set.of("analytics-window-sink", "anomaly"));

    private static final Set<String> OTHERS =
            Set.of(
                    Topics.COLLECTED_LOGS,
                    Topics.PARSED_LOGS,
                    Topics.WINDOW_DELTAS,
                    Topics.ANALYTICS_ALERTS,
                    Topics.ANOMALIES,
                    Topics.ALERT_COMMANDS);

    private Destination() {}

    /** The group that a replay is meant for, or null when all readers take it. */
    static @Nullable String groupOf(DeadLetter letter) {
        Set<String> groups = SEVERAL_READERS.get(letter.topic());
        if (groups == null) {
            if (!OTHERS.contains(letter.topic())) {
                throw new ReplayRefusedException(
                        "topic %s is not one that is replayed to".formatted(letter.topic()));
            }
            return null;
        }
        if (!groups.contains(letter.stage())) {
            throw new ReplayRefusedException(
                    "stage '%s' does not read %s (expected: one of %s)"
                            .formatted(letter.stage(), letter.topic(), new TreeSet<>(groups)));
        }
        return letter.stage();
    }
}
