package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.BlockDirectory;
import io.stacklens.logstore.block.EncodedBlock;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.logstore.scan.ColumnScan;
import io.stacklens.model.batch.LogBatch;
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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A block of the log store: written, and looked through. Times are of one record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(BlockBenchmark.RECORDS)
public class BlockBenchmark {

    static final int RECORDS = 4_000;

    private final LogStoreOptions options = LogStoreOptions.defaults();
    private final List<byte[]> batches = SampleBatches.encoded(8);
    private final EncodedBlock block = encoded(batches, options);
    private final Condition substring = LogQuery.parse("*ustomer c1234*").condition();
    private final Condition word = LogQuery.parse("declined").condition();
    private final Condition severityOfService =
            LogQuery.parse("service:checkout-rx7 severity:ERROR").condition();

    /** From the batches of Kafka to what the database is given. */
    @Benchmark
    public EncodedBlock write() {
        return encoded(batches, options);
    }

    private static EncodedBlock encoded(List<byte[]> batches, LogStoreOptions options) {
        List<LogBatch> decoded = batches.stream().map(LogBatch::decode).toList();
        List<List<LogBatch>> blocks = new BlockCutter(options).cut(decoded);
        return EncodedBlock.of(blocks.getFirst(), options.compressionLevel());
    }

    @Benchmark
    public int scanForASubstring() {
        return scan(substring);
    }

    @Benchmark
    public int scanForAWord() {
        return scan(word);
    }

    @Benchmark
    public int scanForSeverityOfAService() {
        return scan(severityOfService);
    }

    private int scan(Condition condition) {
        BlockDirectory directory = BlockDirectory.read(block.directory(), block.records());
        int found = 0;
        for (int chunk = 0; chunk < directory.chunkRows().size(); chunk++) {
            BlockColumns columns = new BlockColumns(directory, chunk, this::fetch);
            found += ColumnScan.matches(condition, columns).cardinality();
        }
        return found;
    }

    private List<byte[]> fetch(List<BlockDirectory.Part> parts) {
        return parts.stream()
                .map(
                        part ->
                                Arrays.copyOfRange(
                                        block.payload(),
                                        part.offset(),
                                        part.offset() + part.stored()))
                .toList();
    }
}
