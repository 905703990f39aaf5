package io.stacklens.parser.template;

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

import java.util.List;
import java.util.concurrent.TimeUnit;

/** A whole line masked and hashed; a body is shorter for most formats. Times are of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class TemplateBenchmark {

    @Param({"ACCESS_LOG", "JAVA", "RFC_3164"})
    public String lines = "";

    private final TemplateMasker masker = new TemplateMasker();
    private final byte[] fingerprint = new byte[Fingerprint.LENGTH];
    private List<byte[]> batch = List.of();

    @Setup
    public void write() {
        batch = SampleLines.lines(lines, SampleLines.BATCH);
    }

    @Benchmark
    public int template() {
        int sum = 0;
        for (byte[] line : batch) {
            masker.mask(line, 0, line.length);
            Fingerprint.write(Fingerprint.hash(masker.text(), masker.size()), fingerprint);
            sum += fingerprint[0];
        }
        return sum;
    }
}
