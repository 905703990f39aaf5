package io.stacklens.dashboard.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.http.Period;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class HistogramStepTest {

    @ParameterizedTest
    @CsvSource({
        "PT1S, PT1S",
        "PT1M, PT1S",
        "PT15M, PT30S",
        "PT1H, PT1M",
        "PT24H, PT30M",
        "P30D, PT12H",
        "P600D, P11D"
    })
    void isRoundAndGivesAboutSixtyBars(Duration period, Duration step) {
        Instant from = Instant.EPOCH;

        assertThat(HistogramStep.fitting(new Period(from, from.plus(period)))).isEqualTo(step);
    }
}
