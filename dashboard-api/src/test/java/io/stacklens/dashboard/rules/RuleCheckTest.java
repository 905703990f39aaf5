package io.stacklens.dashboard.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule of each kind needs, and what it refuses. */
class RuleCheckTest {

    @Test
    void aThresholdNeedsAMetricAnOperatorAndAThreshold() {
        AlertRule rule = check("'metric': 'error_rate', 'operator': '>', 'threshold': 5");

        assertThat(rule.kind()).isEqualTo(RuleKind.THRESHOLD);
        assertThat(rule.minEvents()).isEqualTo(20);
        assertThat(rule.windowSeconds()).isEqualTo(60);
        assertThat(rule.service()).isEqualTo("*");
        assertThat(rule.noData()).isEqualTo("ok");
        assertThat(rule.burnWindows()).isEmpty();
    }

    @Test
    void theOtherKindsHaveWhatTheyNeedByDefault() {
        AlertRule matches = check("'kind': 'log_match', 'query': 'timeout service:pay'");
        assertThat(matches.metric()).isEqualTo("match_count");
        assertThat(matches.operator()).isEqualTo(">=");
        assertThat(matches.threshold()).isEqualTo(1);

        assertThat(check("'kind': 'absence'").afterSeconds()).isNull();
        assertThat(check("'kind': 'absence', 'after_seconds': 300").afterSeconds()).isEqualTo(300);
        assertThat(check("'kind': 'template', 'change': 'new'").change()).isEqualTo("new");
        assertThat(check("'kind': 'template', 'change': 'rate', 'factor': 5").factor())
                .isEqualTo(5);
        assertThat(check("'kind': 'anomaly'").threshold()).isEqualTo(0.75);
        assertThat(
                        check(
                                        "'kind': 'burn_rate', 'slo_id': 3, 'burn_windows':"
                                                + " [{'long_seconds': 3600, 'short_seconds': 300,"
                                                + " 'factor': 14.4}]")
                                .burnWindows())
                .containsExactly(new BurnWindow(3_600, 300, 14.4));
        assertThat(check("'kind': 'composite', 'expression': '1 AND (2 OR NOT 3)'").expression())
                .isEqualTo("1 AND (2 OR NOT 3)");
    }

    @Test
    void takesBackWhatItGave() {
        for (String fields :
                new String[] {
                    "'metric': 'latency_p99', 'operator': '>', 'threshold': 500, 'route': 'GET *',"
                            + " 'clear_threshold': 400",
                    "'metric': 'event_count', 'operator': '==', 'threshold': 5, 'tolerance': 0.5",
                    "'kind': 'log_match', 'query': 'boom'",
                    "'kind': 'absence', 'group_by': ['host']",
                    "'kind': 'template', 'change': 'vanished'",
                    "'kind': 'anomaly', 'threshold': 0.9",
                    "'kind': 'burn_rate', 'slo_id': 3",
                    "'kind': 'composite', 'expression': '1 OR 2'"
                }) {
            AlertRule rule = check(fields);
            RuleRequest back = Json.read(Json.write(rule), RuleRequest.class);

            assertThat(RuleCheck.check(back)).isEqualTo(rule);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'kind': 'mood' | kind: 'mood' (expected: threshold, log_match, absence, template,"
                        + " anomaly, burn_rate, composite)",
                "'metric': 'mood', 'operator': '>', 'threshold': 5 | metric: 'mood' (expected:"
                        + " event_count,",
                "'metric': 'bytes', 'operator': '~', 'threshold': 5 | operator: '~' (expected: >,"
                        + " <, >=, <=, == or !=)",
                "'metric': 'bytes', 'operator': '>' | threshold: 'null' (expected: a number)",
                "'metric': 'bytes', 'operator': '>', 'threshold': 5, 'clear_threshold': 6 |"
                        + " clear_threshold: '6.0' (expected: at most the threshold, 5.0)",
                "'metric': 'bytes', 'operator': '<', 'threshold': 5, 'clear_threshold': 4 |"
                        + " clear_threshold: '4.0' (expected: at least the threshold, 5.0)",
                "'metric': 'bytes', 'operator': '==', 'threshold': 5, 'clear_threshold': 4 |"
                        + " clear_threshold: '4.0' (expected: nothing, with == and !=)",
                "'metric': 'bytes', 'operator': '>', 'threshold': 5, 'tolerance': 1 | tolerance:"
                        + " '1.0' (expected: nothing, unless the operator is == or !=)",
                "'metric': 'bytes', 'operator': '==', 'threshold': 5, 'tolerance': -1 | tolerance:"
                        + " '-1.0' (expected: a number from 0)",
                "'metric': 'bytes', 'operator': '>', 'threshold': 5, 'query': 'boom' | query:"
                        + " 'boom' (expected: nothing in a rule of kind threshold, only of kind"
                        + " log_match)",
                "'kind': 'log_match' | query: 'null' (expected: a query as in /logs, of 1 to 2000"
                        + " characters)",
                "'kind': 'log_match', 'query': 'a AND' | query: 'a AND' (expected: a query as in"
                        + " /logs; query: ",
                "'kind': 'log_match', 'query': 'a', 'route': 'GET /' | route: 'GET /' (expected:"
                    + " nothing in a rule of kind log_match, only of kind threshold or anomaly)",
                "'kind': 'log_match', 'query': 'a', 'metric': 'bytes' | metric: 'bytes' (expected:"
                        + " match_count, or nothing)",
                "'kind': 'absence', 'after_seconds': 5 | after_seconds: '5' (expected: a whole"
                        + " number from 10 to 2592000)",
                "'kind': 'template' | change: 'null' (expected: new, vanished or rate)",
                "'kind': 'template', 'change': 'rate', 'factor': 1 | factor: '1.0' (expected: a"
                        + " number above 1)",
                "'kind': 'template', 'change': 'new', 'factor': 3 | factor: '3.0' (expected:"
                        + " nothing, unless the rule is about a template's rate)",
                "'kind': 'anomaly', 'threshold': 75 | threshold: '75.0' (expected: a score from 0"
                        + " to 1)",
                "'kind': 'burn_rate' | slo_id: 'null' (expected: the id of an objective)",
                "'kind': 'burn_rate', 'slo_id': 1, 'burn_windows': [{'long_seconds': 90,"
                        + " 'short_seconds': 60, 'factor': 1}] | burn_windows[0].long_seconds: '90'"
                        + " (expected: a multiple of 60 from 60 to 259200)",
                "'kind': 'burn_rate', 'slo_id': 1, 'burn_windows': [{'long_seconds': 60,"
                    + " 'short_seconds': 120, 'factor': 1}] | burn_windows[0].short_seconds: '120'"
                    + " (expected: a multiple of 60 from 60 to long_seconds)",
                "'kind': 'burn_rate', 'slo_id': 1, 'burn_windows': [{'long_seconds': 60}] |"
                        + " burn_windows[0]: ",
                "'kind': 'composite' | expression: 'null' (expected: rules by their ids, as 1 AND"
                        + " (2 OR NOT 3))",
                "'kind': 'composite', 'expression': '1 AND' | expression: '1 AND' (expected: ",
                "'metric': 'bytes', 'operator': '>', 'threshold': 5, 'runbook_url': 'javascript:x'"
                        + " | runbook_url: 'javascript:x' (expected: an http or https address)"
            })
    void saysWhatIsWrong(String fields, String sentence) {
        assertThatThrownBy(() -> check(fields))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining(sentence);
    }

    private static AlertRule check(String fields) {
        String json = "{'name': 'A rule', %s}".formatted(fields).replace('\'', '"');
        return RuleCheck.check(Json.mapper().readValue(json, RuleRequest.class));
    }
}
