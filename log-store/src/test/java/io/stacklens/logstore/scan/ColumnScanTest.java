package io.stacklens.logstore.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.logstore.RandomLogs;
import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.BlockDirectory;
import io.stacklens.logstore.block.EncodedBlock;
import io.stacklens.logstore.filter.TokenFilter;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.batch.LogBatch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The three ways to answer a query agree: on the record, on the columns, on the summary. */
class ColumnScanTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsTheRowsWhoseRecordsMatch(long seed) {
        RandomLogs logs = new RandomLogs(seed);
        for (int round = 0; round < 300; round++) {
            LogBatch batch = logs.batch(1 + logs.below(40));
            LogQuery query = LogQuery.parse(logs.query());

            BitSet found = ColumnScan.matches(query.condition(), BlockColumns.of(batch));

            for (int row = 0; row < batch.size(); row++) {
                assertThat(found.get(row))
                        .as("seed %d, query %s, record %s", seed, query, batch.record(row))
                        .isEqualTo(query.matches(batch.record(row)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void judgesBlocksVaguelyButNeverWrongly(long seed) {
        RandomLogs logs = new RandomLogs(seed);
        int pruned = 0;
        for (int round = 0; round < 500; round++) {
            LogBatch batch = logs.batch(1 + logs.below(8));
            LogQuery query = LogQuery.parse(logs.query());
            EncodedBlock encoded = EncodedBlock.of(List.of(batch), 1);
            BlockSummary block = summary(encoded, FilterProbes.of(query.condition()));

            Verdict verdict = Pruning.verdict(query.condition(), block);

            long matching = batch.records().stream().filter(query::matches).count();
            if (verdict == Verdict.NONE) {
                pruned++;
                assertThat(matching).as("seed %d, query %s", seed, query).isZero();
            } else if (verdict == Verdict.ALL) {
                assertThat(matching).as("seed %d, query %s", seed, query).isEqualTo(batch.size());
            }
            Cells.matching(query.condition(), block, encoded.counts())
                    .ifPresent(
                            cells ->
                                    assertThat(cells.stream().mapToLong(Cell::records).sum())
                                            .as("seed %d, query %s", seed, query)
                                            .isEqualTo(matching));
        }
        assertThat(pruned).isGreaterThan(20);
    }

    private static BlockSummary summary(EncodedBlock block, FilterProbes probes) {
        int slices = block.filter().length / TokenFilter.SLICE_BYTES;
        List<byte[]> probed =
                probes.hashes().stream()
                        .map(hash -> (int) (((hash >>> 32) * slices) >>> 32) * 32)
                        .map(at -> Arrays.copyOfRange(block.filter(), at, at + 32))
                        .toList();
        return new BlockSummary(
                1,
                BlockDirectory.VERSION,
                block.minTime(),
                block.maxTime(),
                block.records(),
                List.copyOf(block.services().keySet()),
                List.copyOf(block.services().values()),
                block.severities(),
                probes,
                probed);
    }
}
