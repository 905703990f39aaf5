package io.stacklens.parser.grok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.grok.GrokProperties.PatternProperties;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class GrokFormatsTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T08:30:00Z");

    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);

    @Test
    void takesCapturesForTheFieldsTheirNamesMean() {
        try (GrokFormats grok = grok(pattern("apache", "%{COMBINEDAPACHELOG}", "*", "*"))) {
            boolean isMatched =
                    parse(
                            grok,
                            "203.0.113.9 - frank [22/Nov/2026:08:13:13 +0000] \"GET /orders/7?x=1"
                                    + " HTTP/1.1\" 503 12 \"-\" \"curl/8\"");

            assertThat(isMatched).isTrue();
        }
        assertThat(draft.format()).isEqualTo("grok");
        assertThat(draft.httpStatus()).isEqualTo(503);
        assertThat(draft.text(LogColumn.HTTP_METHOD)).hasToString("GET");
        assertThat(draft.text(LogColumn.URL_PATH)).hasToString("/orders/{id}");
        assertThat(draft.text(LogColumn.CLIENT_ADDRESS)).hasToString("203.0.113.9");
        assertThat(EpochNanos.toInstant(draft.timestamp()))
                .isEqualTo(Instant.parse("2026-11-22T08:13:13Z"));
    }

    @Test
    void triesPatternsInOrderAndOnlyForWhomTheyAreMeant() {
        try (GrokFormats grok =
                grok(
                        pattern("other", "order %{INT:first}", "billing", "*"),
                        pattern("sender", "order %{INT:second}", "*", "10.9.*"),
                        pattern("mine", "order %{INT:third}", "check*", "10.0.*"),
                        pattern("late", "order %{INT:fourth}", "*", "*"))) {
            assertThat(parse(grok, "order 7")).isTrue();
        }
        assertThat(draft.attributes().key(0)).hasToString("third");
        assertThat(draft.attributes().value(1)).hasToString("mine");
    }

    @Test
    void matchesWholeLinesOnly() {
        try (GrokFormats grok = grok(pattern("order", "order %{INT:order}", "*", "*"))) {
            assertThat(parse(grok, "an order 7")).isFalse();
            assertThat(parse(grok, "order 7 placed")).isFalse();
            assertThat(parse(grok, "order 7\nplaced")).isFalse();
        }
    }

    @Test
    void knowsDefinitionsOfOnesOwn() {
        GrokProperties settings =
                settings(
                        Map.of("ORDER", "ord-[0-9]+"),
                        pattern("order", "%{ORDER:order} %{GREEDYDATA:message}", "*", "*"));
        try (GrokFormats grok = new GrokFormats(settings, Clock.systemUTC())) {
            assertThat(parse(grok, "ord-17 was lost")).isTrue();
        }
        assertThat(draft.text(LogColumn.BODY)).hasToString("was lost");
    }

    @Test
    void leavesASlowPatternOutAfterAFewLines() {
        String evil = "(a+)+b%{WORD:w}";
        try (GrokFormats grok = grok(pattern("evil", evil, "*", "*"))) {
            String line = "a".repeat(40) + "!bc";
            IntStream.range(0, 3).forEach(_ -> assertThat(parse(grok, line)).isFalse());

            assertThat(parse(grok, "abword")).isFalse();
        }
    }

    @Test
    void namesAPatternThatDoesNotCompile() {
        assertThatThrownBy(() -> grok(pattern("broken", "%{NO_SUCH_BLOCK:x}", "*", "*")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Grok pattern 'broken'")
                .hasMessageContaining("NO_SUCH_BLOCK");
    }

    private boolean parse(GrokFormats grok, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        draft.clear(EpochNanos.of(ARRIVAL));
        GrokCaptures captures = new GrokCaptures(ZoneOffset.UTC);
        return grok.parse(bytes, 0, bytes.length, "checkout", "10.0.0.7", captures, draft);
    }

    private static GrokFormats grok(PatternProperties... patterns) {
        return new GrokFormats(settings(Map.of(), patterns), Clock.systemUTC());
    }

    private static GrokProperties settings(
            Map<String, String> definitions, PatternProperties... patterns) {
        return new GrokProperties(
                definitions,
                List.of(patterns),
                Duration.ofMillis(100),
                Duration.ofMinutes(10),
                3,
                16384);
    }

    private static PatternProperties pattern(
            String name, String pattern, String service, String source) {
        return new PatternProperties(name, pattern, service, source);
    }
}
