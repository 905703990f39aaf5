package io.stacklens.model;

import java.time.Instant;

/**
 * Times as nanoseconds since the epoch in a {@code long}, the form in which columns hold them. Good
 * from 1677 to 2262.
 */
public final class EpochNanos {

    private static final long PER_SECOND = 1_000_000_000L;

    private EpochNanos() {}

    /**
     * Converts an instant.
     *
     * @throws ArithmeticException if the instant is outside the range of a {@code long}
     */
    public static long of(Instant instant) {
        // The detour over seconds + 1 keeps the earliest instants in range.
        long seconds = instant.getEpochSecond();
        long nanos = instant.getNano();
        if (seconds < 0 && nanos > 0) {
            return Math.addExact(Math.multiplyExact(seconds + 1, PER_SECOND), nanos - PER_SECOND);
        }
        return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), nanos);
    }

    public static Instant toInstant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, PER_SECOND), Math.floorMod(epochNanos, PER_SECOND));
    }
}
