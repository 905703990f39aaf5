package io.stacklens.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.alert.AlertSeverity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123456789Z",
        "2026-01-31T14:00:00+02:00, 2026-01-31T12:00:00Z",
        "2026-01-31T14:00:00 02:00, 2026-01-31T12:00:00Z",
        "1769860800000, 2026-01-31T12:00:00Z"
    })
    void readsTimes(String text, Instant time) {
        assertThat(Texts.time(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-01-31",
                "2026-13-01T00:00:00Z",
                "12",
                "now()",
                "0000-12-31T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z"
            })
    void saysWhatATimeLooksLike(String text) {
        assertThatThrownBy(() -> Texts.time(text))
                .isInstanceOf(UnexpectedTextException.class)
                .hasMessageContaining("2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "5m, PT5M", "1min, PT1M", "2h, PT2H", "1d, P1D", "PT15M, PT15M"})
    void readsLengths(String text, Duration length) {
        assertThat(Texts.length(text)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"warn, WARNING", "WARNING, WARNING", "crit, CRITICAL", "Info, INFO"})
    void readsSeveritiesOfAlerts(String text, AlertSeverity severity) {
        assertThat(Texts.alertSeverity(text)).isEqualTo(severity);
    }

    @Test
    void takesABlankTextForNone() {
        assertThat(Texts.time(" ")).isNull();
        assertThat(Texts.severity("")).isNull();
        assertThat(Texts.text("  ")).isNull();
    }
}
