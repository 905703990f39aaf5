package io.stacklens.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.load.LineSupply.Numbers;
import io.stacklens.model.Severity;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class LineKindTest {

    private static final String RUN = "rx7";

    /** The lines are of the second before. */
    private static final Instant SIX_PAST_NOON = Instant.parse("2026-03-04T12:00:06.678Z");

    private final LineWriter writer = new LineWriter(RUN);

    @ParameterizedTest
    @EnumSource
    void everyLineCarriesTheRunAndItsNumberOnce(LineKind kind) {
        String line = line(kind, 4711);

        assertThat(line).containsOnlyOnce("4711");
        assertThat(line).containsPattern("(?<![A-Za-z0-9_])rx7(?![A-Za-z0-9_])");
        assertThat(line).doesNotContain("$");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STACK_TRACE", "JAVA"})
    void aLineEndsWithItsOnlyNewline(LineKind kind) {
        String line = line(kind, 4711);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    }

    @ParameterizedTest
    @EnumSource
    void theSameNumberGivesTheSameLine(LineKind kind) {
        assertThat(line(kind, 42)).isEqualTo(line(kind, 42)).isNotEqualTo(line(kind, 43));
    }

    @Test
    void jsonIsJsonOfTheServiceAndSeverityThatItCountsFor() {
        LineCounts counts = new LineCounts(LineWriter.services(RUN));
        JsonNode json = Json.mapper().readTree(line(LineKind.JSON, 9));
        counts.add(writer.slots(), 1);

        assertThat(json.path("timestamp").asString()).isEqualTo("2026-03-04T12:00:05.000Z");
        assertThat(json.path("trace_id").asString()).hasSize(32);
        assertThat(json.path("duration_ms").asDouble()).isPositive();
        Severity severity = Severity.named(json.path("level").asString()).orElseThrow();
        assertThat(counts.of(json.path("service").asString())).containsOnlyKeys(severity);
    }

    @Test
    void syslogLinesBeginAsTheirStandardsSay() {
        assertThat(line(LineKind.RFC_5424, 1)).matches("<3[58]>1 2026-03-04T12:00:05.000Z .*\n");
        assertThat(line(LineKind.RFC_3164, 1)).matches("<78>Mar  4 12:00:05 node.*\n");
    }

    @Test
    void aStackTraceFollowsItsLength() {
        String lines = lines(LineKind.STACK_TRACE, new Numbers(0, 100, true));

        assertThat(lines).contains("Caused by: ");
        int at = 0;
        while (at < lines.length()) {
            int blank = lines.indexOf(' ', at);
            assertThat(lines.charAt(blank + 1)).isEqualTo('<');
            at = blank + 1 + Integer.parseInt(lines.substring(at, blank));
        }
        assertThat(at).isEqualTo(lines.length());
    }

    @Test
    void eachLineOfAStackTraceIsAMessageOfTheSameProgram() {
        Numbers hundred = new Numbers(0, 100, true);
        List<String> messages =
                Arrays.stream(lines(LineKind.STACK_TRACE, hundred).split("(?<!\\S)\\d+ (?=<)"))
                        .toList();

        assertThat(lines(LineKind.STACK_TRACE, hundred)).doesNotContain("\n");
        assertThat(Arrays.stream(writer.lineCounts(), 0, 100).distinct()).containsOnly(1, 13);
        assertThat(messages)
                .filteredOn(message -> message.contains("\tat "))
                .allMatch(
                        message ->
                                message.matches("<11>1 \\S+Z node\\d \\S+-rx7 \\d+ - - \tat .*"));
    }

    @Test
    void theMixHasThreeHundredBytesALine() {
        double http = HttpSender.MIX.stream().mapToDouble(this::meanBytes).average().orElseThrow();
        double syslog =
                SyslogSender.MIX.stream().mapToDouble(this::meanBytes).average().orElseThrow();

        assertThat(0.8 * http + 0.2 * syslog).isBetween(285.0, 315.0);
    }

    private double meanBytes(LineKind kind) {
        return lines(kind, new Numbers(0, 1_000, true)).length() / 1_000.0;
    }

    private String line(LineKind kind, long number) {
        return lines(kind, new Numbers(number, 1, true));
    }

    private String lines(LineKind kind, Numbers numbers) {
        LineBuffer lines = writer.write(kind, numbers, SIX_PAST_NOON);
        return new String(lines.bytes(), 0, lines.size(), StandardCharsets.US_ASCII);
    }
}
