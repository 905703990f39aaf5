package io.stacklens.analytics.streams;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notices that the wall clock was set back, by a clock that never is. Kafka Streams commits and
 * ticks by the wall clock: set back by an hour, it would do neither for an hour.
 */
final class ClockWatch {

    /** Less is waited out. */
    private static final Duration TOLERATED = Duration.ofSeconds(2);

    private final InstantSource wallClock;
    private final LongSupplier nanos;
    private long lastMillis;
    private long lastNanos;

    /**
     * Begins to watch.
     *
     * @param nanos a clock that only goes forward, as {@link System#nanoTime}
     */
    ClockWatch(InstantSource wallClock, LongSupplier nanos) {
        this.wallClock = wallClock;
        this.nanos = nanos;
        this.lastMillis = wallClock.millis();
        this.lastNanos = nanos.getAsLong();
    }

    /** Whether the wall clock went back since the last look. */
    boolean wasSetBack() {
        long millis = wallClock.millis();
        long now = nanos.getAsLong();
        long expected = lastMillis + Duration.ofNanos(now - lastNanos).toMillis();
        lastMillis = millis;
        lastNanos = now;
        return millis < expected - TOLERATED.toMillis();
    }
}
