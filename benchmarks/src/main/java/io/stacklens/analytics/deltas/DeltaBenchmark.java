package io.stacklens.analytics.deltas;

import io.stacklens.e2e.load.SampleLines;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.parser.SampleBatches;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Window deltas of the batches of one poll: small, and as large as polls are at fifty thousand
 * lines a second. Times are of one line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DeltaBenchmark {

    private static final int MAX_ROUTES = 200;

    private final List<byte[]> batches = SampleBatches.encoded(10);

    @Benchmark
    @OperationsPerInvocation(SampleLines.BATCH)
    public int pollOfOneBatch() {
        return deltas(batches.subList(0, 1));
    }

    @Benchmark
    @OperationsPerInvocation(10 * SampleLines.BATCH)
    public int pollOfTenBatches() {
        return deltas(batches);
    }

    private static int deltas(List<byte[]> poll) {
        PollSum sum = new PollSum();
        poll.forEach(batch -> sum.add(LogBatch.decode(batch)));
        int bytes = 0;
        for (WindowDelta delta : sum.toDeltas(MAX_ROUTES)) {
            bytes += delta.encode().length;
        }
        return bytes;
    }
}
