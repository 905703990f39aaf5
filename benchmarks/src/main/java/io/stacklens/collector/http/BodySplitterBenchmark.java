package io.stacklens.collector.http;

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

import java.util.concurrent.TimeUnit;

/** A body cut into its records. Times are of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class BodySplitterBenchmark {

    @Param({"JSON", "ACCESS_LOG"})
    public String lines = "";

    private byte[] body = new byte[0];

    @Setup
    public void write() {
        body = SampleLines.framed(lines, SampleLines.BATCH);
    }

    @Benchmark
    public int split() {
        return BodySplitter.split(body, body.length).slices().size();
    }
}
