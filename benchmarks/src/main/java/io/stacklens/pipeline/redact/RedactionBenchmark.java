package io.stacklens.pipeline.redact;

import io.stacklens.e2e.load.SampleLines;

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
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The look for secrets in a line. SECRET are lines that hold one. Times are of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class RedactionBenchmark {

    @Param({"MIX", "JSON", "ACCESS_LOG", "LOGFMT", "JAVA", "SECRET"})
    public String lines = "";

    private final Redactor redactor = new Redactor(RedactionKind.SECRETS);
    private List<byte[]> samples = List.of();

    @Setup
    public void write() {
        samples = lines.equals("SECRET") ? secrets() : SampleLines.lines(lines, SampleLines.BATCH);
    }

    @Benchmark
    public int redact() {
        int bytes = 0;
        for (byte[] line : samples) {
            bytes +=
                    redactor.find(line, 0, line.length)
                            ? redactor.redacted(line, 0, line.length).length
                            : line.length;
        }
        return bytes;
    }

    private static List<byte[]> secrets() {
        return IntStream.range(0, SampleLines.BATCH)
                .mapToObj(
                        n ->
                                "user=u%d password=p%d paid with 4111 1111 1111 1111, order %d"
                                        .formatted(n, n * 7, n))
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
