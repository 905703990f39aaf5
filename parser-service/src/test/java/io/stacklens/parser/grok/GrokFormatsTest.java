package io.stacklens.parser.grok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.grok.GrokProperties.PatternProperties;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class GrokFormatsTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T08:30:00Z");
    private static final String ACCESS_LINE =
            "203.0.113.9 - frank [22/Nov/2026:08:13:13 +0000] \"GET /orders/7?x=1 HTTP/1.1\" 503 12"
                    + " \"-\" \"curl/8\"";

    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);
    private final List<String> overBudget = new ArrayList<>();
    private Duration timeout = Duration.ofSeconds(20);
    private final List<GrokCompiler> compilers = new ArrayList<>();

    @AfterEach
    void close() {
        compilers.forEach(GrokCompiler::close);
    }

    @Test
    void takesCapturesForTheFieldsTheirNamesMean() {
        GrokFormats grok = grok(pattern("apache", "%{COMBINEDAPACHELOG}", "*", "*"));

        assertThat(parse(grok, ACCESS_LINE)).isTrue();

        assertThat(draft.format()).isEqualTo("grok");
        assertAccess();
        assertThat(attributes())
                .containsEntry("auth", "frank")
                .containsEntry("agent", "\"curl/8\"");
    }

    @Test
    void namesCapturesByTheElasticCommonSchemaWhenAskedTo() {
        GrokFormats grok =
                grok(
                        settings(
                                Map.of(),
                                GrokNames.ECS_V1,
                                pattern("apache", "%{HTTPD_COMBINEDLOG}", "*", "*")));

        assertThat(parse(grok, ACCESS_LINE)).isTrue();

        assertAccess();
        assertThat(attributes())
                .containsEntry("user.name", "frank")
                .containsEntry("http.version", "1.1")
                .containsEntry("http.response.body.bytes", "12")
                .containsEntry("user_agent.original", "curl/8")
                .doesNotContainKey("http.request.referrer");
    }

    private void assertAccess() {
        assertThat(draft.httpStatus()).isEqualTo(503);
        assertThat(draft.text(LogColumn.HTTP_METHOD)).hasToString("GET");
        assertThat(draft.text(LogColumn.URL_PATH)).hasToString("/orders/{id}");
        assertThat(draft.text(LogColumn.CLIENT_ADDRESS)).hasToString("203.0.113.9");
        assertThat(EpochNanos.toInstant(draft.timestamp()))
                .isEqualTo(Instant.parse("2026-11-22T08:13:13Z"));
    }

    @Test
    void takesNamesInBracketsAsNamesWithDots() {
        GrokFormats grok = grok(pattern("own", "%{WORD:[till][name]} %{INT:[till][no]}", "*", "*"));

        assertThat(parse(grok, "north 7")).isTrue();

        assertThat(attributes()).containsEntry("till.name", "north").containsEntry("till.no", "7");
    }

    @Test
    void knowsTheBlocksOfSyslogInBothWays() {
        String line = "Nov 22 08:13:13 web1 sshd[17]: Accepted key for root";

        assertThat(parse(grok(pattern("s", "%{SYSLOGLINE}", "*", "*")), line)).isTrue();
        assertThat(draft.text(LogColumn.BODY)).hasToString("Accepted key for root");
        assertThat(draft.text(LogColumn.HOST)).hasToString("web1");
        assertThat(draft.text(LogColumn.SERVICE)).hasToString("sshd");

        GrokFormats ecs =
                grok(settings(Map.of(), GrokNames.ECS_V1, pattern("s", "%{SYSLOGLINE}", "*", "*")));
        assertThat(parse(ecs, line)).isTrue();
        assertThat(draft.text(LogColumn.BODY)).hasToString("Accepted key for root");
        assertThat(draft.text(LogColumn.HOST)).hasToString("web1");
        assertThat(attributes()).containsEntry("process.name", "sshd");
        assertThat(attributes()).containsEntry("process.pid", "17");
    }

    @Test
    void compilesEveryBlockThatItNames() {
        for (GrokNames names : GrokNames.values()) {
            GrokCompiler compiler = compiler(settings(Map.of(), names));
            for (String block : names.definitions(Map.of()).keySet()) {
                if (!BROKEN_IN_THE_LIBRARY.contains(block)) {
                    assertThat(compiler.compile(block, "%{" + block + "}", Map.of(), names))
                            .isNotNull();
                }
            }
        }
    }

    private static final List<String> BROKEN_IN_THE_LIBRARY = List.of();

    @Test
    void triesPatternsInOrderAndOnlyForWhomTheyAreMeant() {
        GrokFormats grok =
                grok(
                        pattern("other", "order %{INT:first}", "billing", "*"),
                        pattern("sender", "order %{INT:second}", "*", "10.9.*"),
                        pattern("mine", "order %{INT:third}", "check*", "10.0.*"),
                        pattern("late", "order %{INT:fourth}", "*", "*"));

        assertThat(parse(grok, "order 7")).isTrue();
        assertThat(draft.attributes().key(0)).hasToString("third");
        assertThat(draft.attributes().value(1)).hasToString("mine");
    }

    @Test
    void matchesWholeLinesOnly() {
        GrokFormats grok = grok(pattern("order", "order %{INT:order}", "*", "*"));

        assertThat(parse(grok, "an order 7")).isFalse();
        assertThat(parse(grok, "order 7 placed")).isFalse();
        assertThat(parse(grok, "order 7\nplaced")).isFalse();
    }

    @Test
    void ignoresCaseWhenThePatternSaysSo() {
        GrokFormats grok = grok(pattern("order", "(?i)order %{INT:order}", "*", "*"));

        assertThat(parse(grok, "ORDER 7")).isTrue();
    }

    @Test
    void knowsDefinitionsOfOnesOwn() {
        GrokProperties settings =
                settings(
                        Map.of("ORDER", "ord-[0-9]+"),
                        GrokNames.LEGACY,
                        pattern("order", "%{ORDER:order} %{GREEDYDATA:message}", "*", "*"));

        assertThat(parse(grok(settings), "ord-17 was lost")).isTrue();
        assertThat(draft.text(LogColumn.BODY)).hasToString("was lost");
    }

    @Test
    void leavesASlowPatternOutAfterAFewLinesAlsoWhenGoodOnesComeBetween() {
        timeout = Duration.ofSeconds(1);
        GrokFormats grok = grok(pattern("evil", "(a+)+$", "*", "*"));
        String line = "a".repeat(40) + "!";
        IntStream.range(0, 3)
                .forEach(
                        _ -> {
                            assertThat(parse(grok, "aaa")).isTrue();
                            assertThat(parse(grok, line)).isFalse();
                        });

        assertThat(parse(grok, "aaa")).isFalse();
        assertThat(overBudget).containsExactly("evil", "evil", "evil");
    }

    @Test
    void stopsPatternsThatTryForEver() {
        timeout = Duration.ofMillis(50);
        String[][] evil = {
            {"(a+)+$", "a".repeat(40) + "!"},
            {"(a|aa)+$", "a".repeat(60) + "!"},
            {"(.*a){25}$", "a".repeat(60) + "!"},
            {"([a-zA-Z]+)*$", "a".repeat(40) + "!"},
            {
                "%{GREEDYDATA:a}%{GREEDYDATA:b}%{GREEDYDATA:c}%{GREEDYDATA:d}%{GREEDYDATA:e}x",
                "a".repeat(3000)
            },
            {"(%{WORD:w} ?)+%{INT:n}", "word ".repeat(40)},
        };
        for (String[] one : evil) {
            GrokFormats grok = grok(pattern(one[0], one[0], "*", "*"));

            assertThat(parse(grok, one[1])).as(one[0]).isFalse();
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

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < draft.attributes().size(); i++) {
            attributes.put(
                    draft.attributes().key(i).toString(), draft.attributes().value(i).toString());
        }
        return attributes;
    }

    private GrokFormats grok(PatternProperties... patterns) {
        return grok(settings(Map.of(), GrokNames.LEGACY, patterns));
    }

    private GrokFormats grok(GrokProperties settings) {
        return new GrokFormats(settings, compiler(settings));
    }

    private GrokCompiler compiler(GrokProperties settings) {
        GrokCompiler compiler = new GrokCompiler(settings, Clock.systemUTC(), overBudget::add);
        compilers.add(compiler);
        return compiler;
    }

    private GrokProperties settings(
            Map<String, String> definitions, GrokNames names, PatternProperties... patterns) {
        return new GrokProperties(
                definitions,
                List.of(patterns),
                names,
                // Much, since the machine may be busy; what is slow on purpose asks for less.
                timeout,
                Duration.ofMinutes(10),
                3,
                16384);
    }

    private static PatternProperties pattern(
            String name, String pattern, String service, String source) {
        return new PatternProperties(name, pattern, service, source);
    }
}
