package io.stacklens.parser.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.parser.grok.GrokCompiler;
import io.stacklens.parser.grok.GrokNames;
import io.stacklens.parser.grok.GrokProperties;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class PipelinesReaderTest {

    private static final GrokCompiler COMPILER =
            new GrokCompiler(
                    new GrokProperties(
                            Map.of(),
                            List.of(),
                            GrokNames.LEGACY,
                            Duration.ofMillis(100),
                            Duration.ofMinutes(1),
                            5,
                            16_384),
                    Clock.systemUTC(),
                    _ -> {});

    private final PipelinesReader reader = new PipelinesReader(COMPILER);

    @AfterAll
    static void close() {
        COMPILER.close();
    }

    @Test
    void readsEveryKindOfStep() {
        Pipelines pipelines =
                reader.read(
                        """
                        pipelines:
                          - name: all
                            match:
                              service: [shop-*, "till"]
                              host: web*
                              source: 10.0.*
                              format: text
                              attributes: {env: prod}
                            steps:
                              - grok: {field: message, patterns: ["%{INT:n}", "%{MINE:m}"], definitions: {MINE: "x+"}, names: ecs-v1}
                              - dissect: {pattern: "%{a} %{b}", append_separator: ""}
                              - json: {field: payload}
                              - json:
                              - kv: {pair_separators: ";", key_separator: ":", prefix: "p."}
                              - date: {field: when, zone: Europe/Berlin}
                              - severity: {field: lvl, map: {"1": error}, default: info}
                              - rename: {a: b, c: d}
                              - set: {env: "${b}-x"}
                              - remove: [a, b]
                              - redact: {fields: b}
                              - redact: {fields: [message], kinds: [email, card]}
                              - drop: {field: message, matches: "*health*"}
                              - drop:
                          - name: second
                            from: line
                            match: {service: x}
                            steps: []
                        """);

        assertThat(pipelines.names()).containsExactly("all", "second");
        assertThat(pipelines.definitions().getFirst().steps()).hasSize(15);
    }

    @Test
    void takesAnEmptyFileForNoPipelines() {
        assertThat(reader.read("").names()).isEmpty();
        assertThat(reader.read("# nothing yet\n").names()).isEmpty();
        assertThat(reader.read("pipelines:\n").names()).isEmpty();
        assertThat(reader.read("pipelines: []\n").names()).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("- a\n", "line 1: a list (expected: a map)"),
                Arguments.of(
                        "pipes: []\n", "line 1, pipes: unknown key (expected: one of pipelines)"),
                Arguments.of("pipelines: {}\n", "line 1, pipelines: a map (expected: a list)"),
                Arguments.of(
                        "pipelines:\n  - name: a\n",
                        "line 2, pipelines[0]: steps is missing (expected: name and steps)"),
                Arguments.of(
                        "pipelines:\n  - steps: []\n",
                        "line 2, pipelines[0]: name is missing (expected: name and steps)"),
                Arguments.of(
                        "pipelines:\n  - {name: a, steps: []}\n  - {name: a, steps: []}\n",
                        "line 3, pipelines[1]: name 'a' is taken (expected: a name of its own)"),
                Arguments.of(
                        "pipelines:\n  - name: a\n    from: start\n    steps: []\n",
                        "line 3, pipelines[0].from: 'start' (expected: line or parsed)"),
                Arguments.of(
                        """
                        pipelines:
                          - name: a
                            from: line
                            match: {host: x}
                            steps: []
                        """,
                        "line 4, pipelines[0].match.host: not known before a line is parsed"
                                + " (expected: with from: line, only service and source)"),
                Arguments.of(
                        steps("grook: {}"),
                        "line 4, pipelines[0].steps[0].grook: unknown step (expected: one of date,"
                                + " dissect, drop, grok, json, kv, redact, remove, rename, set,"
                                + " severity)"),
                Arguments.of(
                        steps("grok: {}"),
                        "line 4, pipelines[0].steps[0].grok: patterns is missing"),
                Arguments.of(
                        steps("grok: {patterns: ['%{NOPE:x}']}"),
                        "line 4, pipelines[0].steps[0].grok.patterns[0]: '%{NOPE:x}': Unable to"
                                + " find pattern [NOPE] in Grok's pattern dictionary (expected: a"
                                + " Grok pattern of known blocks)"),
                Arguments.of(
                        steps("grok: {pattern: x}"),
                        "line 4, pipelines[0].steps[0].grok.pattern: unknown key (expected: one of"
                                + " definitions, field, names, patterns)"),
                Arguments.of(
                        steps("dissect: {pattern: '%{a}%{b}'}"),
                        "line 4, pipelines[0].steps[0].dissect.pattern: '%{a}%{b}': nothing stands"
                                + " between %{a} and the next key (expected: some text)"),
                Arguments.of(
                        steps("date: {field: t, zone: Berlin}"),
                        "line 4, pipelines[0].steps[0].date.zone: 'Berlin' (expected: a zone such"
                                + " as Europe/Berlin or +02:00)"),
                Arguments.of(
                        steps("severity: {field: l, map: {x: loud}}"),
                        "line 4, pipelines[0].steps[0].severity.map.x: 'loud' (expected: a severity"
                                + " such as [TRACE, DEBUG, INFO, WARN, ERROR, FATAL])"),
                Arguments.of(
                        steps("redact: {fields: a, kinds: phone}"),
                        "line 4, pipelines[0].steps[0].redact.kinds: 'phone' (expected: one of"
                                + " card, token, password, secret, private_key, email, iban, ssn)"),
                Arguments.of(
                        steps("drop: {field: a}"),
                        "line 4, pipelines[0].steps[0].drop: matches is missing (expected: field"
                                + " and matches, or neither)"),
                Arguments.of(
                        steps("rename: [a, b]"),
                        "line 4, pipelines[0].steps[0].rename: a list (expected: a map)"),
                Arguments.of(
                        steps("{grok: {}, drop: {}}"),
                        "line 4, pipelines[0].steps[0]: 2 keys (expected: the kind of the step and"
                                + " nothing beside it)"),
                Arguments.of(
                        steps("kv: {key_separator: '=='}"),
                        "line 4, pipelines[0].steps[0].kv.key_separator: '==' (expected: one"
                                + " character)"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhereAndWhatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> reader.read(yaml))
                .isInstanceOf(InvalidPipelinesException.class)
                .hasMessage(message);
    }

    @Test
    void saysAtWhichLineTheTextIsNoYaml() {
        assertThatThrownBy(() -> reader.read("pipelines:\n  - name: [a\n"))
                .isInstanceOf(InvalidPipelinesException.class)
                .hasMessageStartingWith("line 3:")
                .hasMessageEndingWith("(expected: YAML)");
    }

    @Test
    void makesNothingButTextsOfTheFile() {
        assertThatThrownBy(() -> reader.read("pipelines: !!javax.script.ScriptEngineManager [x]\n"))
                .isInstanceOf(InvalidPipelinesException.class);
    }

    private static String steps(String step) {
        return "pipelines:\n  - name: a\n    steps:\n      - " + step + "\n";
    }
}
