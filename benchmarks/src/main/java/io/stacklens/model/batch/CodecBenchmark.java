package io.stacklens.model.batch;

import io.stacklens.e2e.load.SampleLines;
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

/** A batch on its way: built, encoded, decoded, read. Times are of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(SampleLines.BATCH)
public class CodecBenchmark {

    private final List<byte[]> lines = SampleLines.lines("MIX", SampleLines.BATCH);
    private final RawBatch raw = SampleLines.rawBatch(lines);
    private final byte[] encodedRaw = raw.encode();
    private final LogBatch parsed = SampleBatches.parsed(raw);
    private final byte[] encodedParsed = parsed.encode();

    /** As the collector makes a record of Kafka. */
    @Benchmark
    public byte[] buildAndEncodeRaw() {
        return SampleLines.rawBatch(lines).encode();
    }

    /** As the parser begins. */
    @Benchmark
    public int decodeRaw() {
        RawBatch batch = RawBatch.decode(encodedRaw);
        TextColumn bodies = batch.texts(RawColumn.BODY);
        int bytes = 0;
        for (int row = 0; row < batch.size(); row++) {
            bytes += bodies.length(row);
        }
        return bytes;
    }

    @Benchmark
    public byte[] encodeLog() {
        return parsed.encode();
    }

    /** The columns that the window deltas read. */
    @Benchmark
    public long decodeLogAndReadFiveColumns() {
        LogBatch batch = LogBatch.decode(encodedParsed);
        LongColumn severities = batch.longs(LogColumn.SEVERITY_NUMBER);
        LongColumn statuses = batch.longs(LogColumn.HTTP_STATUS);
        DoubleColumn durations = batch.doubles(LogColumn.DURATION_MS);
        TextColumn services = batch.texts(LogColumn.SERVICE);
        long sum = 0;
        for (int row = 0; row < batch.size(); row++) {
            sum +=
                    batch.eventTime(row)
                            + severities.get(row)
                            + statuses.get(row)
                            + (long) durations.get(row)
                            + services.entry(row);
        }
        return sum;
    }

    /** As rows, which only people and tests want. */
    @Benchmark
    public int decodeLogToRecords() {
        return LogBatch.decode(encodedParsed).records().size();
    }
}
