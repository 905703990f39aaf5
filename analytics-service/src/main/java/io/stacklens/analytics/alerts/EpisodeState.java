package io.stacklens.analytics.alerts;

import static io.stacklens.analytics.alerts.Trigger.ACKNOWLEDGE;
import static io.stacklens.analytics.alerts.Trigger.BETWEEN;
import static io.stacklens.analytics.alerts.Trigger.BREACH;
import static io.stacklens.analytics.alerts.Trigger.BREACH_HELD;
import static io.stacklens.analytics.alerts.Trigger.CLEAR;
import static io.stacklens.analytics.alerts.Trigger.CLEAR_HELD;
import static io.stacklens.analytics.alerts.Trigger.RESOLVE;
import static io.stacklens.analytics.alerts.Trigger.RULE_GONE;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the episode of a rule and a series stands, and where each trigger takes it. A trigger that
 * the table does not name changes nothing.
 */
enum EpisodeState {
    /** There is no episode. */
    NONE,
    /** The condition holds, but not yet for as long as the rule asks. */
    PENDING,
    FIRING,
    ACKNOWLEDGED,
    /** Resolved by hand while the condition held: it has to clear before the next episode. */
    MUTED;

    private static final Map<EpisodeState, Map<Trigger, EpisodeState>> TABLE =
            Map.of(
                    NONE,
                    row(Map.of(BREACH, PENDING, BREACH_HELD, FIRING)),
                    PENDING,
                    row(
                            Map.of(
                                    BREACH_HELD, FIRING,
                                    BETWEEN, NONE,
                                    CLEAR, NONE,
                                    CLEAR_HELD, NONE,
                                    RESOLVE, MUTED,
                                    RULE_GONE, NONE)),
                    FIRING,
                    row(
                            Map.of(
                                    CLEAR_HELD, NONE,
                                    ACKNOWLEDGE, ACKNOWLEDGED,
                                    RESOLVE, MUTED,
                                    RULE_GONE, NONE)),
                    ACKNOWLEDGED,
                    row(Map.of(CLEAR_HELD, NONE, RESOLVE, MUTED, RULE_GONE, NONE)),
                    MUTED,
                    row(Map.of(CLEAR, NONE, CLEAR_HELD, NONE, RULE_GONE, NONE)));

    EpisodeState on(Trigger trigger) {
        return TABLE.getOrDefault(this, Map.of()).getOrDefault(trigger, this);
    }

    /** Whether people see it as going on. */
    boolean isOpen() {
        return this == PENDING || this == FIRING || this == ACKNOWLEDGED;
    }

    /** As a curve of a rule shows it; without an episode all is well. */
    String label() {
        return this == NONE ? "ok" : name().toLowerCase(Locale.ROOT);
    }

    private static Map<Trigger, EpisodeState> row(Map<Trigger, EpisodeState> row) {
        return new EnumMap<>(row);
    }
}
