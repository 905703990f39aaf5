package io.stacklens.parser;

import io.stacklens.e2e.load.SampleLines;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.parser.batch.BatchParser;

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

import java.util.concurrent.TimeUnit;

/** One line from its bytes to a row of a batch, by format. Times are of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class ParserBenchmark {

    /** MIX is what the load tool sends; NONE is text that no format knows. */
    @Param({
        "MIX",
        "JSON",
        "ACCESS_LOG",
        "LOGFMT",
        "JAVA",
        "RFC_5424",
        "RFC_3164",
        "STACK_TRACE",
        "NONE"
    })
    public String lines = "";

    private final BatchParser parser = SampleBatches.parser();
    private RawBatch batch = SampleLines.rawBatch(SampleLines.lines("MIX", SampleLines.BATCH));

    @Setup
    public void write() {
        batch = SampleBatches.raw(lines);
    }

    @Benchmark
    public int parse() {
        return parser.parse(batch, 0, 0, SampleBatches.NO_OUTCOME).size();
    }
}
