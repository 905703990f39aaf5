package io.stacklens.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

class SamplesTest {

    @Test
    void takesQuantilesByNearestRank() {
        Samples samples = new Samples();
        IntStream.rangeClosed(1, 100).forEach(n -> samples.add(Duration.ofMillis(n)));

        assertThat(samples.millis(0.5)).isEqualTo(50);
        assertThat(samples.millis(0.99)).isEqualTo(99);
        assertThat(samples.millis(1)).isEqualTo(100);
    }

    @Test
    void hasNoQuantileOfNothing() {
        assertThat(new Samples().millis(0.5)).isNaN();
    }
}
