package io.stacklens.analytics.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;

class RetryPausesTest {

    private final RetryPauses pauses =
            new RetryPauses(Duration.ofSeconds(2), Duration.ofMinutes(10), new Random(1));

    @Test
    void doubleAQuarterMoreOrLess() {
        for (int attempt = 1; attempt <= 9; attempt++) {
            double doubled = 2_000 * Math.pow(2, attempt - 1.0);
            assertThat(pauses.after(attempt, null).toMillis())
                    .isBetween(Math.round(doubled * 0.75), Math.round(doubled * 1.25));
        }
    }

    @Test
    void doNotGrowWithoutEnd() {
        assertThat(pauses.after(1_000, null)).isLessThanOrEqualTo(Duration.ofSeconds(750));
    }

    @Test
    void areNotTheSameForAll() {
        assertThat(IntStream.range(0, 20).mapToObj(_ -> pauses.after(5, null)).distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void areAsLongAsTheTargetAsks() {
        assertThat(pauses.after(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(pauses.after(9, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(6));
    }
}
