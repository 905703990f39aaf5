package io.stacklens.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.load.LagWatch.Lag;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.LongStream;

class LagWatchTest {

    @Test
    void seesALagThatGrows() {
        Lag lag = seen(LongStream.range(0, 90).map(second -> 100 + 10 * second));

        assertThat(lag.grows()).isTrue();
        assertThat(lag.slopePerSecond()).isEqualTo(10);
        assertThat(lag.start()).isLessThan(lag.middle());
        assertThat(lag.max()).isEqualTo(990);
    }

    @Test
    void doesNotTakeOnePeakForGrowth() {
        Lag lag = seen(LongStream.range(0, 90).map(second -> second == 80 ? 5_000 : 100));

        assertThat(lag.grows()).isFalse();
        assertThat(lag.p50()).isEqualTo(100);
    }

    @Test
    void seesGrowthOfWhatWasLongFromTheStart() {
        assertThat(seen(LongStream.range(0, 90).map(second -> 4_000 + 20 * second)).grows())
                .isTrue();
        assertThat(seen(LongStream.range(0, 90).map(second -> 4_000 - 20 * second)).grows())
                .isFalse();
    }

    @Test
    void seesNothingInNothing() {
        assertThat(seen(LongStream.empty()).grows()).isFalse();
    }

    private static Lag seen(LongStream totals) {
        LagWatch watch = new LagWatch(new Phase());
        totals.forEach(total -> watch.add(Map.of("parser", total)));
        return watch.seen();
    }
}
