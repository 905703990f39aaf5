package io.stacklens.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PaceTest {

    private long now = Long.MAX_VALUE - 1; // nano times run over
    private final Pace pace = new Pace(Duration.ofNanos(80), 40, () -> now);

    @Test
    void pollsAtOnceAfterAPause() {
        assertThat(pace.nanosLeft()).isNotPositive();

        pace.polled(0);

        assertThat(pace.nanosLeft()).isNotPositive();
    }

    @Test
    void waitsForWhatFollows() {
        pace.polled(3);
        assertThat(pace.nanosLeft()).isEqualTo(80);

        now += 50;
        assertThat(pace.nanosLeft()).isEqualTo(30);

        now += 30;
        assertThat(pace.nanosLeft()).isNotPositive();
    }

    @Test
    void doesNotWaitWhenThereIsMore() {
        pace.polled(40);

        assertThat(pace.nanosLeft()).isNotPositive();
    }
}
