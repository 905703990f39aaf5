package io.stacklens.analytics.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class ClockWatchTest {

    private Instant wallClock = Instant.parse("2026-01-01T12:00:00Z");
    private long nanos;
    private final ClockWatch watch = new ClockWatch(() -> wallClock, () -> nanos);

    @Test
    void noticesAClockThatIsSetBackOnce() {
        pass(Duration.ofSeconds(1));
        wallClock = wallClock.minus(Duration.ofHours(1));

        assertThat(watch.wasSetBack()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(watch.wasSetBack()).isFalse();
    }

    @Test
    void noticesAClockThatIsSetBackByLessThanHasPassedSince() {
        pass(Duration.ofMinutes(1));
        wallClock = wallClock.minusSeconds(30);

        assertThat(watch.wasSetBack()).isTrue();
    }

    @Test
    void toleratesCorrectionsAndJumpsAhead() {
        wallClock = wallClock.minusMillis(500);
        assertThat(watch.wasSetBack()).isFalse();
        wallClock = wallClock.plus(Duration.ofDays(1));
        assertThat(watch.wasSetBack()).isFalse();
    }

    private void pass(Duration time) {
        wallClock = wallClock.plus(time);
        nanos += time.toNanos();
    }
}
