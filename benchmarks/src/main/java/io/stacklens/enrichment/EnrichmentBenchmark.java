package io.stacklens.enrichment;

import io.stacklens.e2e.load.SampleLines;
import io.stacklens.enrichment.geo.SampleGeo;
import io.stacklens.enrichment.reference.SampleReference;
import io.stacklens.enrichment.risk.SampleRisk;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.SampleBatches;

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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Batches of the load tool's mix from bytes to bytes, with a user, an account and an address in
 * every line, and warm caches. Times are of one line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EnrichmentBenchmark {

    private static final int BATCHES = 40;
    private static final int USERS = 10_000;
    private static final int ACCOUNTS = 500;
    private static final int ADDRESSES = 5_000;

    @Param({"NONE", "GEO", "USER", "BUSINESS", "CATALOGUE", "RISK", "ALL"})
    public String stages = "";

    private final List<byte[]> batches = new ArrayList<>();
    private Enrichment enrichment = new Enrichment(List.of());
    private int next;

    @Setup
    public void fill() {
        List<Enricher> all =
                List.of(
                        SampleGeo.enricher(),
                        SampleReference.users(),
                        SampleReference.accounts(),
                        SampleReference.services(),
                        SampleRisk.enricher());
        enrichment =
                new Enrichment(
                        all.stream()
                                .filter(
                                        stage ->
                                                stages.equals("ALL")
                                                        || stages.equalsIgnoreCase(
                                                                stage.metrics().stage()))
                                .toList());
        Random random = new Random(7);
        for (byte[] batch : SampleBatches.encoded(BATCHES)) {
            batches.add(withKeys(LogBatch.decode(batch), random).encode());
        }
        batches.forEach(batch -> enrichment.enrich(LogBatch.decode(batch)));
    }

    @Benchmark
    @OperationsPerInvocation(SampleLines.BATCH)
    public int enrich() {
        next = (next + 1) % BATCHES;
        return enrichment.enrich(LogBatch.decode(batches.get(next))).encode().length;
    }

    private static LogBatch withKeys(LogBatch batch, Random random) {
        LogBatchBuilder keys = new LogBatchBuilder();
        for (int row = 0; row < batch.size(); row++) {
            int address = random.nextInt(ADDRESSES);
            keys.addRow();
            keys.put(LogColumn.USER_ID, "user-" + random.nextInt(USERS))
                    .put(LogColumn.ACCOUNT_ID, "account-" + random.nextInt(ACCOUNTS))
                    .put(
                            LogColumn.CLIENT_ADDRESS,
                            "81.2.%d.%d".formatted(address / 250, 1 + address % 250));
        }
        return batch.with(keys.build());
    }
}
