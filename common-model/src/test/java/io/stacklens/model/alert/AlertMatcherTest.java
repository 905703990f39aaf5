package io.stacklens.model.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class AlertMatcherTest {

    private static final Alert ALERT =
            Alerts.firing("payments", "GET /pay/{id}", "Slow checkout", AlertSeverity.CRITICAL);

    @ParameterizedTest
    @CsvSource({
        "service, =, payments, true",
        "service, =, payment, false",
        "service, !=, cart, true",
        "service, !=, payments, false",
        "service, =~, pay.*, true",
        "service, =~, pay, false",
        "service, !~, pay.*, false",
        "service, !~, cart|mail, true",
        "route, =, GET /pay/{id}, true",
        "rule, =~, (?i)slow .*, true",
        "severity, =, CRITICAL, true",
        "severity, =~, WARNING|CRITICAL, true",
        "kind, =, threshold, true",
        "kind, =~, log_match|absence, false",
        "team, =, post, true",
        "team, !=, post, false",
        "region, =, '', true",
        "region, !=, '', false",
        "region, =~, .*, true",
        "region, =~, .+, false"
    })
    void comparesAFieldOrALabel(String field, String operator, String value, boolean matches) {
        assertThat(new AlertMatcher(field, operator, value).matches(ALERT)).isEqualTo(matches);
    }

    @Test
    void aServiceTotalHasAnEmptyRoute() {
        Alert total = Alerts.firing("payments", null, "Slow", AlertSeverity.INFO);

        assertThat(new AlertMatcher("route", "=", "").matches(total)).isTrue();
        assertThat(new AlertMatcher("route", "!=", "").matches(ALERT)).isTrue();
    }

    @Test
    void anExpressionThatWouldTakeOthersForeverIsMatchedAtOnce() {
        Alert long_ = Alerts.firing("a".repeat(256) + "!", null, "Slow", AlertSeverity.INFO);

        assertThat(new AlertMatcher("service", "=~", "(a+)+b").matches(long_)).isFalse();
        assertThat(new AlertMatcher("service", "=~", "(a|aa|a*)*$").matches(long_)).isFalse();
    }

    @Test
    void saysWhichPartCannotBe() {
        assertThatThrownBy(() -> new AlertMatcher("service", "=~", "(pay"))
                .isInstanceOf(InvalidMatcherException.class)
                .hasMessageStartingWith("value: '(pay' (expected: an RE2 expression: ")
                .extracting(e -> ((InvalidMatcherException) e).part())
                .isEqualTo("value");
        assertThatThrownBy(() -> new AlertMatcher("service", "~", "pay"))
                .hasMessage("operator: '~' (expected: =, !=, =~ or !~)");
        assertThatThrownBy(() -> new AlertMatcher(" ", "=", "pay"))
                .hasMessage("field: ' ' (expected: a field or the name of a label)");
        assertThatThrownBy(() -> new AlertMatcher("service", "=", "x".repeat(501)))
                .hasMessageEndingWith("(expected: a text of at most 500 characters)");
    }

    @Test
    void isTheSameAfterJson() {
        AlertMatcher matcher = new AlertMatcher("service", "=~", "pay.*");
        byte[] json = Json.write(matcher);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"field\":\"service\",\"operator\":\"=~\",\"value\":\"pay.*\"}");
        assertThat(Json.read(json, AlertMatcher.class)).isEqualTo(matcher);
    }
}
