package io.stacklens.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.time.Instant;

class LineKindTest {

    private static final Stamp NOON = Stamp.of(Instant.parse("2026-03-04T12:00:05.678Z"));

    @ParameterizedTest
    @EnumSource
    void everyLineCarriesTheRunAndItsNumberOnce(LineKind kind) {
        String line = line(kind, 4711);

        assertThat(line).endsWith("\n").containsOnlyOnce("4711");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line).containsPattern("(?<![A-Za-z0-9_])rx7(?![A-Za-z0-9_])");
    }

    @ParameterizedTest
    @EnumSource
    void theSameNumberGivesTheSameLine(LineKind kind) {
        assertThat(line(kind, 42)).isEqualTo(line(kind, 42)).isNotEqualTo(line(kind, 43));
    }

    @Test
    void jsonIsJsonOfOneOfItsServices() {
        JsonNode json = Json.mapper().readTree(line(LineKind.JSON, 9));

        assertThat(json.path("timestamp").asString()).isEqualTo("2026-03-04T12:00:05.678Z");
        assertThat(LineKind.JSON.services("rx7")).contains(json.path("service").asString());
        assertThat(json.path("trace_id").asString()).hasSize(32);
        assertThat(json.path("duration_ms").asDouble()).isPositive();
    }

    @Test
    void syslogLinesBeginAsTheirStandardsSay() {
        assertThat(line(LineKind.RFC_5424, 1))
                .matches("<3[58]>1 2026-03-04T12:00:05.678Z node.*\n");
        assertThat(line(LineKind.RFC_3164, 1)).matches("<78>Mar  4 12:00:05 node.*\n");
    }

    private static String line(LineKind kind, long seq) {
        StringBuilder out = new StringBuilder();
        kind.write(out, "rx7", seq, NOON);
        return out.toString();
    }
}
