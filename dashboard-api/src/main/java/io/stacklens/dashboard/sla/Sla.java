package io.stacklens.dashboard.sla;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How available a service was. All shares are in percent.
 *
 * @param service null for all services together
 * @param availability share of events that were no errors; 100 without events
 * @param errorBudgetRemaining what is left of the errors that the target allows; negative when
 *     overspent
 * @param burnRate how many times faster than allowed the budget is spent; null when the target is
 *     100
 */
record Sla(
        @Nullable String service,
        Instant from,
        Instant to,
        double target,
        double availability,
        double errorBudgetRemaining,
        @Nullable Double burnRate,
        long totalEvents,
        long errors) {}
