package io.stacklens.collector.spool;

import io.stacklens.e2e.load.SampleLines;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Batches that go through the spool: appended, forced to the disk together, read and settled. Times
 * are of one batch of five hundred lines.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SpoolBenchmark.BATCHES)
public class SpoolBenchmark {

    static final int BATCHES = 32;

    /** How many batches one force makes safe. */
    @Param({"1", "8"})
    public int together = 1;

    private final byte[] value =
            SampleLines.rawBatch(SampleLines.lines("MIX", SampleLines.BATCH)).encode();
    private final Path directory = temporary();
    private final Spool spool =
            Spool.open(
                    new SpoolProperties(
                            directory,
                            DataSize.ofGigabytes(1),
                            DataSize.ofMegabytes(1),
                            DataSize.ofMegabytes(32),
                            Duration.ofSeconds(1)),
                    InstantSource.system());
    private final PartitionSpool partition = spool.partitions(1).getFirst();
    private long sequence = spool.firstSequence();

    @Benchmark
    public int writeAndDrain() throws IOException {
        for (int written = 0; written < BATCHES; written += together) {
            List<SpooledBatch> batches = new ArrayList<>();
            for (int i = 0; i < together; i++) {
                batches.add(
                        new SpooledBatch(
                                sequence++, 1, SampleLines.BATCH, SpooledBatch.NO_DOUBT, value));
            }
            partition.append(batches);
            partition.force();
        }
        int read = partition.read(Long.MAX_VALUE, _ -> false).size();
        partition.settled();
        return read;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        spool.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("spool-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
