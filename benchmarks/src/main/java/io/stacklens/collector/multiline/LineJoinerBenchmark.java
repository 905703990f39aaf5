package io.stacklens.collector.multiline;

import io.stacklens.collector.intake.RawLine;
import io.stacklens.e2e.load.SampleLines;
import io.stacklens.model.batch.RawRecord;

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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Lines looked at for what continues what, none of which does. Times are of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class LineJoinerBenchmark {

    private static final MultilineProperties LIMITS =
            new MultilineProperties(true, Duration.ofMillis(200), 500);

    @Param({"JSON", "ACCESS_LOG", "LOGFMT", "JAVA", "RFC_5424", "RFC_3164"})
    public String lines = "";

    private List<RawLine> batch = List.of();

    @Setup
    public void write() {
        RawRecord like = new RawRecord(new byte[0], 0, "text", "http", null, Map.of(), 1);
        batch =
                SampleLines.lines(lines, SampleLines.BATCH).stream()
                        .map(line -> new RawLine(like, line, 0, line.length))
                        .toList();
    }

    @Benchmark
    public int join() {
        LineJoiner joiner = new LineJoiner(LIMITS, 1 << 20, _ -> {});
        for (int i = 0; i < batch.size(); i++) {
            joiner.add(batch.get(i), 0);
        }
        return joiner.takeAll().size();
    }
}
