package io.stacklens.parser;

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

/**
 * One line from its bytes to a row of a batch, for each format and for texts that none knows, in
 * batches of 200 lines. Times are of one line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(FormatLines.BATCH)
public class FormatBenchmark {

    @Param public FormatLines lines = FormatLines.APACHE_COMBINED;

    private final BatchParser parser = SampleBatches.parser();
    private RawBatch batch = lines.batch();

    @Setup
    public void write() {
        batch = lines.batch();
    }

    @Benchmark
    public int parse() {
        return parser.parse(batch, 0, 0, SampleBatches.NO_OUTCOME).size();
    }
}
