package io.stacklens.parser.grok;

import io.stacklens.e2e.load.SampleLines;
import io.stacklens.parser.grok.GrokProperties.PatternProperties;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.opensearch.grok.Grok;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An operator's Grok pattern for access logs, on access logs and on lines that it does not match.
 * Times are of one line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class GrokBenchmark {

    private static final GrokProperties SETTINGS =
            new GrokProperties(
                    Map.of(),
                    List.of(new PatternProperties("apache", "%{COMBINEDAPACHELOG}", "*", "*")),
                    GrokNames.LEGACY,
                    Duration.ofMillis(250),
                    Duration.ofMinutes(1),
                    5,
                    16_384);

    private final GrokCompiler compiler =
            new GrokCompiler(SETTINGS, InstantSource.system(), _ -> {});
    private final GrokFormats grok = new GrokFormats(SETTINGS, compiler);
    private final Grok unanchored =
            new Grok(Grok.BUILTIN_PATTERNS, "%{COMBINEDAPACHELOG}", _ -> {});
    private final GrokCaptures captures = new GrokCaptures(ZoneOffset.UTC);
    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);
    private final List<byte[]> access = SampleLines.lines("ACCESS_LOG", SampleLines.BATCH);
    private final List<byte[]> json = SampleLines.lines("JSON", SampleLines.BATCH);
    private final List<byte[]> java = SampleLines.lines("JAVA", SampleLines.BATCH);

    @Benchmark
    public int hit() {
        return matches(access);
    }

    @Benchmark
    public int missOfJson() {
        return matches(json);
    }

    @Benchmark
    public int missOfJavaText() {
        return matches(java);
    }

    /** What {@link GrokCompiler} saves by anchoring. */
    @Benchmark
    public int missOfJavaTextUnanchored() {
        int matches = 0;
        for (byte[] line : java) {
            if (unanchored.captures(new String(line, StandardCharsets.UTF_8)) != null) {
                matches++;
            }
        }
        return matches;
    }

    @TearDown
    public void close() {
        compiler.close();
    }

    private int matches(List<byte[]> lines) {
        int matches = 0;
        for (byte[] line : lines) {
            draft.clear(1);
            if (grok.parse(line, 0, line.length, "web", "http/10.0.0.1", captures, draft)) {
                matches++;
            }
        }
        return matches;
    }
}
