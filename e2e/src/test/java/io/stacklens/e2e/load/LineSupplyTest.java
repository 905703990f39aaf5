package io.stacklens.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.load.LineSupply.Numbers;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class LineSupplyTest {

    private static final Duration ZERO = Duration.ZERO;
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void handsOutEachNumberOnceAndThenNoMore() {
        LineSupply supply = new LineSupply(1_200, ZERO, HOUR, 0);

        assertThat(supply.take(500)).isEqualTo(new Numbers(0, 500, true));
        assertThat(supply.take(500)).isEqualTo(new Numbers(500, 500, true));
        assertThat(supply.take(500)).isEqualTo(new Numbers(1_000, 200, true));
        assertThat(supply.take(500)).isNull();
    }

    @Test
    void holdsNumbersBackUntilTheirTime() {
        LineSupply supply = new LineSupply(1_000, ZERO, HOUR, 1_000);
        supply.take(200);
        long begin = System.nanoTime();

        supply.take(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void endsWithTheTime() {
        assertThat(new LineSupply(1_000, ZERO, ZERO, 0).take(10)).isNull();
    }

    @Test
    void doesNotTimeTheWarmUp() {
        Numbers first = new LineSupply(1_000, HOUR, HOUR, 0).take(10);

        assertThat(first).isEqualTo(new Numbers(0, 10, false));
    }

    @Test
    void leavesSyslogItsShareOnly() {
        LineSupply supply = new LineSupply(10_000, ZERO, Duration.ofMillis(50), 0);
        supply.takeForSyslog(100);
        supply.take(100);

        // A fifth of 200 is spent; nobody takes more before the time is over.
        assertThat(supply.takeForSyslog(100)).isNull();
    }
}
