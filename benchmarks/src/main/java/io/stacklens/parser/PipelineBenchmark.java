package io.stacklens.parser;

import io.stacklens.e2e.load.SampleLines;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.grok.GrokCompiler;
import io.stacklens.parser.grok.GrokFormats;
import io.stacklens.parser.grok.GrokNames;
import io.stacklens.parser.grok.GrokProperties;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.pipeline.PipelineFileProperties;
import io.stacklens.parser.pipeline.Pipelines;
import io.stacklens.parser.pipeline.PipelinesReader;
import io.stacklens.parser.repeat.RepeatProperties;
import io.stacklens.parser.time.ZoneProperties;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An access log line in Apache's combined form from its bytes to a row, in batches of 200, by
 * pipelines of several kinds; redaction is on. Times are of one line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(PipelineBenchmark.LINES)
public class PipelineBenchmark {

    static final int LINES = 200;

    private static final String GROK =
            """
            pipelines:
              - name: grok
                from: line
                steps:
                  - grok: {patterns: ["%s"], names: %s}
            """;
    private static final GrokProperties SETTINGS =
            new GrokProperties(
                    Map.of(),
                    List.of(),
                    GrokNames.LEGACY,
                    Duration.ofMillis(250),
                    Duration.ofMinutes(1),
                    5,
                    16_384);

    /**
     * NONE: the built-in format. OTHERS: twenty pipelines, none of them for the line. GROK, ECS:
     * COMBINEDAPACHELOG. MISS: a pattern that the line does not match. DISSECT: the same fields.
     */
    @Param({"NONE", "OTHERS", "GROK", "ECS", "MISS", "DISSECT"})
    public String pipelines = "";

    private final GrokCompiler compiler =
            new GrokCompiler(SETTINGS, InstantSource.system(), _ -> {});
    private BatchParser parser = SampleBatches.parser();
    private RawBatch batch = SampleLines.rawBatch(SampleLines.lines("ACCESS_LOG", LINES));

    @Setup
    public void configure() {
        batch = SampleLines.rawBatch(SampleLines.lines("ACCESS_LOG", LINES));
        Pipelines inForce = new PipelinesReader(compiler).read(yaml());
        ParserProperties settings =
                new ParserProperties(
                        1,
                        ZoneOffset.UTC,
                        ZoneProperties.DEFAULT,
                        Duration.ofHours(1),
                        8,
                        AttributeLimits.DEFAULT,
                        SETTINGS,
                        new PipelineFileProperties(null, Duration.ofSeconds(2)),
                        RedactionProperties.DEFAULT,
                        new RepeatProperties(1000));
        parser =
                new ConfiguredLineParsers(settings, new GrokFormats(SETTINGS, compiler))
                        .batchParser(() -> inForce, null);
    }

    @Benchmark
    public int parse() {
        return parser.parse(batch, 0, 0, SampleBatches.NO_OUTCOME).size();
    }

    @TearDown
    public void close() {
        compiler.close();
    }

    private String yaml() {
        return switch (pipelines) {
            case "GROK" -> GROK.formatted("%{COMBINEDAPACHELOG}", "legacy");
            case "ECS" -> GROK.formatted("%{COMBINEDAPACHELOG}", "ecs-v1");
            case "MISS" ->
                    GROK.formatted(
                            "%{TIMESTAMP_ISO8601:timestamp} %{LOGLEVEL:level}"
                                    + " %{GREEDYDATA:message}",
                            "legacy");
            case "DISSECT" ->
                    """
                    pipelines:
                      - name: dissect
                        from: line
                        steps:
                          - dissect:
                              pattern: '%{clientip} %{?i} %{?u} [%{timestamp}] "%{verb} %{request} HTTP/%{httpversion}" %{response} %{bytes} "%{referrer}" "%{agent}"'
                    """;
            case "OTHERS" -> others();
            default -> "";
        };
    }

    private static String others() {
        StringBuilder yaml = new StringBuilder("pipelines:\n");
        for (int i = 0; i < 20; i++) {
            yaml.append(
                    "  - {name: p%d, match: {service: 'other-%d-*'}, steps: []}\n".formatted(i, i));
        }
        return yaml.toString();
    }
}
