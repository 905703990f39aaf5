package io.stacklens.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.LogRecord;
import io.stacklens.model.Severity;
import io.stacklens.parser.DryRun.Outcome;
import io.stacklens.parser.DryRun.Request;
import io.stacklens.parser.DryRun.Result;
import io.stacklens.parser.pipeline.InvalidPipelinesException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Pipelines from a line to its record, the way a user tries them. */
class DryRunTest {

    private final DryRun dryRun = DryRun.withUsualSettings();

    @Test
    void showsWhatEachStepDid() {
        Result result =
                run(
                        """
                        pipelines:
                          - name: till
                            from: line
                            match: {service: till-*}
                            steps:
                              - dissect: {pattern: "%{when} %{+when} [%{lvl}] %{message}"}
                              - date: {field: when, zone: Europe/Berlin}
                              - severity: {field: lvl, map: {S: warn}}
                              - grok: {patterns: ["%{WORD:article} sold in %{NUMBER:duration_ms}ms"]}
                              - rename: {article: item}
                              - set: {shop: "${item} of ${service}"}
                              - remove: [when, lvl]
                              - date: {field: missing}
                        """,
                        "till-1", "2026-11-20 10:00:00 [S] bread sold in 17ms");

        assertThat(result.outcome()).isEqualTo(Outcome.PARSED);
        assertThat(result.pipeline()).isEqualTo("till");
        assertThat(result.format()).isEqualTo("pipeline");
        LogRecord record = record(result);
        assertThat(record.timestamp()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(record.severity()).isEqualTo(Severity.WARN);
        assertThat(record.body()).isEqualTo("bread sold in 17ms");
        assertThat(record.durationMs()).isEqualTo(17);
        assertThat(record.service()).isEqualTo("till-1");
        assertThat(record.attributes())
                .containsEntry("item", "bread")
                .containsEntry("shop", "bread of till-1")
                .containsEntry("pipeline", "till")
                .containsEntry("pipeline_failed", "8.date: no such field")
                .doesNotContainKeys("when", "lvl", "article");
        assertThat(result.steps())
                .extracting(DryRunTrace.Step::step)
                .containsExactly(
                        "1.dissect",
                        "2.date",
                        "3.severity",
                        "4.grok",
                        "5.rename",
                        "6.set",
                        "7.remove",
                        "8.date");
        assertThat(result.steps().get(0).fields())
                .containsEntry("attributes.when", "2026-11-20 10:00:00")
                .containsEntry("body", "bread sold in 17ms");
        assertThat(result.steps().get(4).removed()).containsExactly("attributes.article");
        assertThat(result.steps().get(7).failure()).isEqualTo("no such field");
    }

    @Test
    void goesOnWithWhatTheFormatsFound() {
        Result result =
                run(
                        """
                        pipelines:
                          - name: never
                            match: {format: logfmt}
                            steps: [{drop: }]
                          - name: payload
                            match: {service: shop, format: json, attributes: {env: p*}}
                            steps:
                              - json: {field: payload}
                              - kv: {field: extra, pair_separators: ";", key_separator: ":"}
                              - set: {service: shop-eu, http_status: "503"}
                          - name: too-late
                            steps: [{drop: }]
                        """,
                        null,
                        "{\"service\":\"shop\",\"env\":\"prod\",\"message\":\"m\",\"payload\":"
                            + "\"{\\\"user_id\\\":\\\"u1\\\",\\\"n\\\":{\\\"m\\\":1}}\",\"extra\":"
                            + "\"a:1;b:'x;y';junk\"}");

        LogRecord record = record(result);
        assertThat(result.pipeline()).isEqualTo("payload");
        assertThat(record.body()).isEqualTo("m");
        assertThat(record.userId()).isEqualTo("u1");
        assertThat(record.service()).isEqualTo("shop-eu");
        assertThat(record.httpStatus()).isEqualTo(503);
        assertThat(record.severity()).isEqualTo(Severity.ERROR);
        assertThat(record.attributes())
                .containsEntry("n.m", "1")
                .containsEntry("a", "1")
                .containsEntry("b", "x;y")
                .doesNotContainKey("pipeline_failed");
    }

    @Test
    void dropsWhatNobodyWants() {
        String pipelines =
                """
                pipelines:
                  - name: quiet
                    steps:
                      - drop: {field: message, matches: "*health*"}
                      - set: {seen: "yes"}
                """;

        assertThat(run(pipelines, null, "GET health ok").outcome()).isEqualTo(Outcome.DROPPED);
        Result kept = run(pipelines, null, "GET orders ok");
        assertThat(kept.outcome()).isEqualTo(Outcome.PARSED);
        assertThat(record(kept).attributes()).containsEntry("seen", "yes");
    }

    @Test
    void redactsBeforePipelinesAndTemplatesSeeTheLine() {
        Result result =
                run(
                        """
                        pipelines:
                          - name: mail
                            steps:
                              - redact: {fields: [message], kinds: [email]}
                              - set: {copy: "${message}"}
                              - set: {iban: DE1}
                              - redact: {fields: [iban]}
                        """,
                        null,
                        "password=hunter2 of ann@example.org");

        LogRecord record = record(result);
        assertThat(record.body()).isEqualTo("password=[redacted:password] of [redacted:email]");
        assertThat(record.attributes())
                .containsEntry("copy", record.body())
                .containsEntry("iban", "[redacted]");
        assertThat(result.redacted()).containsEntry("password", 1L);
    }

    @Test
    void redactsTheOriginalBytesToo() {
        byte[] line = "password=hunter2 \u00ff".getBytes(StandardCharsets.ISO_8859_1);
        LogRecord record = Lines.parse(Lines.raw(line, null, null));

        assertThat(record.body()).doesNotContain("hunter2");
        assertThat(
                        new String(
                                Base64.getDecoder().decode(record.attributes().get("raw_base64")),
                                StandardCharsets.ISO_8859_1))
                .isEqualTo("password=[redacted:password] \u00ff");
    }

    @Test
    void saysThatAPatternTookTooLong() {
        Result result =
                run(
                        "pipelines: [{name: evil, steps: [{grok: {patterns: ['(a+)+$']}}]}]",
                        null,
                        "a".repeat(60) + "!");

        assertThat(result.steps().getFirst().failure()).isEqualTo("budget exceeded");
        assertThat(record(result).attributes())
                .containsEntry("pipeline_failed", "1.grok: budget exceeded");
        assertThat(record(result).body()).hasSize(61);
    }

    @Test
    void parsesWithoutPipelinesAsTheServiceDoes() {
        List<Result> results =
                dryRun.run(
                        new Request(
                                List.of("level=error msg=boom", "", "<14>Nov 22 08:00:00 h a: b"),
                                null,
                                null,
                                null,
                                null));

        assertThat(results)
                .extracting(Result::outcome)
                .containsExactly(Outcome.PARSED, Outcome.EMPTY, Outcome.PARSED);
        assertThat(results.get(0).format()).isEqualTo("logfmt");
        assertThat(results.get(2).format()).isEqualTo("rfc3164");
        assertThat(results.get(0).steps()).isEmpty();
    }

    @Test
    void refusesPipelinesThatAreWrong() {
        assertThatThrownBy(() -> run("pipelines: 7", null, "x"))
                .isInstanceOf(InvalidPipelinesException.class)
                .hasMessage("line 1, pipelines: '7' (expected: a list)");
    }

    private Result run(String pipelines, @Nullable String service, String line) {
        return dryRun.run(new Request(List.of(line), service, null, null, pipelines)).getFirst();
    }

    private static LogRecord record(Result result) {
        return Objects.requireNonNull(result.record());
    }
}
