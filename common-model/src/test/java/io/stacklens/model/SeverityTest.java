package io.stacklens.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityTest {

    @ParameterizedTest
    @CsvSource({
        "-5,TRACE",
        "0,TRACE",
        "1,TRACE",
        "4,TRACE",
        "5,DEBUG",
        "9,INFO",
        "12,INFO",
        "13,WARN",
        "17,ERROR",
        "20,ERROR",
        "21,FATAL",
        "24,FATAL",
        "99,FATAL"
    })
    void mapsNumbersToTheirRange(int number, Severity severity) {
        assertThat(Severity.ofNumber(number)).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "warning,WARN",
        "WARN,WARN",
        "err,ERROR",
        "Critical,FATAL",
        "notice,INFO",
        "' info ',INFO"
    })
    void knowsTheUsualWords(String word, Severity severity) {
        assertThat(Severity.named(word)).contains(severity);
    }

    @Test
    void doesNotGuess() {
        assertThat(Severity.named("loud")).isEmpty();
    }

    @Test
    void indexesFollowTheOrder() {
        assertThat(Severity.values()).extracting(Severity::index).containsExactly(0, 1, 2, 3, 4, 5);
    }
}
