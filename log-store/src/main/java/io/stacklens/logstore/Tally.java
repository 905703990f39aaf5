package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.scan.BlockSummary;
import io.stacklens.logstore.scan.ColumnScan;
import io.stacklens.logstore.scan.Pruning;
import io.stacklens.logstore.scan.Verdict;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts the records that meet a condition, block by block. A block whose summary tells the number
 * is not looked into.
 */
final class Tally {

    private static final int FIRST_PORTION = 256;

    private final Blocks blocks;
    private final Condition condition;
    private final DamagedBlocks damaged;

    Tally(BlockTable table, Condition condition, DamagedBlocks damaged) {
        this.condition = condition;
        this.damaged = damaged;
        this.blocks =
                new Blocks(
                        table, condition, Bounds.of(condition), Order.NEWEST_FIRST, FIRST_PORTION);
    }

    private interface Counting {
        void count(StoredBlock block);
    }

    long count() throws SQLException {
        long[] total = {0};
        forEachBlock(
                block -> {
                    OptionalLong known = Pruning.count(condition, block.summary());
                    total[0] +=
                            known.isPresent()
                                    ? known.getAsLong()
                                    : matches(block, Set.of()).cardinality();
                });
        return total[0];
    }

    void histogram(Histogram histogram) throws SQLException {
        forEachBlock(
                block -> {
                    BlockSummary summary = block.summary();
                    Optional<List<Integer>> known = Pruning.severityCounts(condition, summary);
                    if (known.isPresent()
                            && histogram.isOneBar(summary.minTime(), summary.maxTime())) {
                        histogram.add(summary.minTime(), known.get());
                    } else {
                        countRows(block, histogram);
                    }
                });
    }

    void facets(Facets facets) throws SQLException {
        forEachBlock(
                block -> {
                    if (Pruning.verdict(condition, block.summary()) != Verdict.ALL
                            || !facets.add(block.summary())) {
                        BitSet rows = matches(block, facets.groups());
                        facets.add(block.columns(), rows);
                    }
                });
    }

    private void countRows(StoredBlock block, Histogram histogram) {
        BitSet rows = matches(block, EnumSet.of(ColumnGroup.TIME, ColumnGroup.SEVERITY));
        if (rows.isEmpty()) {
            return;
        }
        BlockColumns columns = block.columns();
        LongColumn severities = columns.longs(LogColumn.SEVERITY_NUMBER);
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            histogram.add(
                    columns.eventTime(row), Severity.ofNumber((int) severities.get(row)).index());
        }
    }

    private BitSet matches(StoredBlock block, Set<ColumnGroup> alsoNeeded) {
        Set<ColumnGroup> groups = ColumnScan.groups(condition);
        groups.addAll(alsoNeeded);
        block.columns().fetch(groups);
        return ColumnScan.matches(condition, block.columns());
    }

    private void forEachBlock(Counting counting) throws SQLException {
        while (blocks.peek() != null) {
            StoredBlock block = blocks.remove();
            try {
                counting.count(block);
            } catch (DamagedBlockException e) {
                damaged.add(block, e);
            }
        }
    }
}
