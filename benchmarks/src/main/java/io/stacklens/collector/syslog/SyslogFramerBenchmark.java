package io.stacklens.collector.syslog;

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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A stream of syslog cut into its messages, by line ends and by their lengths. Times are of one
 * line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class SyslogFramerBenchmark {

    @Param({"RFC_5424", "STACK_TRACE"})
    public String lines = "";

    private final SyslogFramer framer = new SyslogFramer(256 << 10);
    private byte[] stream = new byte[0];

    @Setup
    public void write() {
        stream = SampleLines.framed(lines, SampleLines.BATCH);
    }

    @Benchmark
    public int cut() throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(stream);
        int frames = 0;
        while (framer.read(in)) {
            frames += framer.frames().size();
        }
        return frames;
    }
}
