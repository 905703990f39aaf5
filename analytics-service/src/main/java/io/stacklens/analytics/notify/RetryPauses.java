package io.stacklens.analytics.notify;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failed attempt: twice as long each time, up to a limit, and a quarter
 * more or less, so that what failed together is not tried again together.
 */
record RetryPauses(Duration first, Duration longest, RandomGenerator random) {

    /**
     * The pause after an attempt.
     *
     * @param attempt counted from 1
     * @param asked what the target wants; the pause is no shorter
     */
    Duration after(int attempt, @Nullable Duration asked) {
        double doubled = first.toMillis() * Math.pow(2, attempt - 1.0);
        double pause =
                Math.min(doubled, (double) longest.toMillis()) * random.nextDouble(0.75, 1.25);
        Duration own = Duration.ofMillis(Math.round(pause));
        return asked != null && asked.compareTo(own) > 0 ? asked : own;
    }
}
