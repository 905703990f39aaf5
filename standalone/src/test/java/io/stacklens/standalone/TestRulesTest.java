package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.standalone.Arguments.UsageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class TestRulesTest {

    private static final String RULES =
            """
            rules:
              - {name: Error Spike, metric: error_count, operator: ">", threshold: 3}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir Path directory;

    @Test
    void theExamplesDoWhatTheySay() throws Exception {
        int code = run(Path.of("..", "examples", "rule-tests.yml"));

        assertThat(text()).endsWith("7 tests, 0 failed\n");
        assertThat(code).isZero();
    }

    @Test
    void saysWhatHappenedInTheFaceOfWhatWasExpected() throws Exception {
        Path file =
                file(
                        RULES
                                + """
                                tests:
                                  - name: a burst
                                    lines:
                                      - {at: 5s, service: shop, line: '{"level":"error"}', count: 4}
                                    expect:
                                      - {at: 30s, rule: Error Spike, service: shop, status: resolved}
                                      - {at: 30s, rule: Error Spike, service: shop, status: firing, value: 4}
                                  - name: calm
                                    lines:
                                      - {at: 0s, service: shop, line: hello}
                                    expect:
                                      - {at: 30s, rule: Error Spike, status: none}
                                """);

        assertThat(run(file)).isEqualTo(1);
        assertThat(text())
                .isEqualTo(
                        """
                        FAILED a burst
                               at 30s Error Spike of shop is [firing WARNING value 4] (expected: resolved)
                                      8s  Error Spike                    shop                     firing       value 4
                        ok     calm
                        2 tests, 1 failed
                        """);
    }

    @Test
    void looksAtEachChangeWhereAllAreNamed() throws Exception {
        Path file =
                file(
                        RULES
                                + """
                                tests:
                                  - name: a burst
                                    lines:
                                      - {at: 5s, service: shop, line: '{"level":"error"}', count: 4}
                                      - {at: 2m, service: shop, line: over}
                                    changes:
                                      - {at: 8s, rule: Error Spike, service: shop, status: firing}
                                """);

        assertThat(run(file)).isEqualTo(1);
        assertThat(text()).contains("Error Spike of shop resolved (expected: no more)");
    }

    @Test
    void takesRulesAsTheApiAnswersThem() throws Exception {
        Files.writeString(
                directory.resolve("rules.json"),
                """
                {"items": [{"id": 7, "name": "Error Spike", "metric": "error_count", "operator": ">", "threshold": 3.0,
                  "window_seconds": 60, "severity": "WARNING", "service": "*", "route": null, "min_events": 0,
                  "for_seconds": 0, "clear_threshold": null, "keep_firing_for_seconds": 0, "no_data": "ok",
                  "group_by": [], "labels": {}, "runbook_url": null, "enabled": true}], "next_cursor": null}
                """);
        Path file =
                file(
                        """
                        rules_file: rules.json
                        tests:
                          - lines: [{at: 0s, service: shop, line: '{"level":"error"}', count: 4, every: 1ms}]
                            expect: [{at: 1s, rule: Error Spike, service: shop, status: firing}]
                        """);

        assertThat(run(file)).as(text()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tests: [{lines: [], expect: [{at: 1s, rule: Typo, status: none}]}] | rule: 'Typo'"
                        + " (expected: one of [Error Spike])",
                "tests: [{lines: [], expect: [{at: soon, rule: Error Spike, status: none}]}] |"
                        + " 'soon' (expected: a time such as 30s, 1m30s",
                "tests: [{lines: [], expect: [{at: 1s, rule: Error Spike, status: red}]}] | status:"
                        + " 'red' (expected: pending, firing,",
                "tests: [{lines: [{at: 1s}]}] | lines at 1s (expected: either line or lines)",
                "tests: [{lines: [{at: 1s, line: a, cuont: 3}]}] | tests[0].lines[0].cuont",
                "tests: [{start: today, lines: [{at: 1s, line: a}]}] | start: 'today' (expected: a"
                        + " time such as",
                "tests: [] | tests is missing (expected: at least one)",
                "tests: {{ | is no YAML: ",
                "rules_file: other.yml | (expected: either rules or rules_file)"
            })
    void saysWhereTheFileIsNotRight(String rest, String sentence) throws Exception {
        String tests = rest.startsWith("tests") ? rest : rest + "\ntests: [{lines: []}]";
        Path file = file(RULES + tests + "\n");

        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("rule-tests.yml");
    }

    @Test
    void saysWhatIsWrongWithARule() throws Exception {
        Path file =
                file(
                        """
                        rules: [{name: Odd, metric: mood, operator: ">", threshold: 3}]
                        tests: [{lines: []}]
                        """);

        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("rule 'Odd': metric: 'mood' (expected: event_count");
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThatThrownBy(() -> run(directory.resolve("nowhere.yml")))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("nowhere.yml: no such file");
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(directory.resolve("rule-tests.yml"), yaml);
    }

    private int run(Path file) throws Exception {
        return new TestRules(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of(file.toString()));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
