package io.stacklens.logstore;

import io.stacklens.logstore.BlockTable.Wanted;
import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.scan.Cell;
import io.stacklens.logstore.scan.Cells;
import io.stacklens.logstore.scan.ColumnScan;
import io.stacklens.logstore.scan.FilterProbes;
import io.stacklens.logstore.scan.Pruning;
import io.stacklens.logstore.scan.Verdict;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Counts the records that meet a condition. A block whose counts tell the number is not looked
 * into; the others are looked into by several threads.
 */
final class Tally<C extends Counter<C>> {

    private static final int FIRST_PORTION = 256;
    private static final int FIRST_AHEAD = 8;

    private final BlockTable table;
    private final Condition condition;
    private final Blocks blocks;
    private final Executor threads;
    private final Damage damage;
    private final C counter;

    Tally(BlockTable table, Condition condition, C counter, Executor threads, Damage damage) {
        this.table = table;
        this.condition = condition;
        this.counter = counter;
        this.threads = threads;
        this.damage = damage;
        this.blocks =
                new Blocks(
                        table,
                        condition,
                        new Wanted(Bounds.of(condition), FilterProbes.of(condition), true, false),
                        Order.NEWEST_FIRST,
                        FIRST_PORTION,
                        damage);
    }

    /** Counts all. */
    C run() throws SQLException {
        Set<ColumnGroup> groups = EnumSet.copyOf(ColumnScan.groups(condition));
        groups.addAll(counter.groups());
        try (Lookahead<C> lookahead =
                new Lookahead<>(
                        this::nextToLookInto,
                        table,
                        groups,
                        this::count,
                        FIRST_AHEAD,
                        threads,
                        damage)) {
            while (lookahead.peek() != null) {
                C part = lookahead.take();
                if (part != null) {
                    counter.addAll(part);
                }
            }
        }
        return counter;
    }

    /** The next block whose counts do not tell enough; the others are counted by them. */
    private @Nullable StoredBlock nextToLookInto() throws SQLException {
        StoredBlock block = blocks.next();
        while (block != null && isCounted(block)) {
            block = blocks.next();
        }
        return block;
    }

    private boolean isCounted(StoredBlock block) {
        Optional<List<Cell>> cells = cells(block);
        if (cells.isEmpty() || !cells.get().stream().allMatch(counter::takes)) {
            return false;
        }
        cells.get().forEach(counter::add);
        return true;
    }

    private Optional<List<Cell>> cells(StoredBlock block) {
        try {
            return Cells.matching(condition, block.summary(), block.counts());
        } catch (DamagedBlockException e) {
            damage.add(block, e);
            return Optional.empty();
        }
    }

    private C count(StoredBlock block) {
        C part = counter.fresh();
        boolean all = Pruning.verdict(condition, block.summary()) == Verdict.ALL;
        for (BlockColumns columns : block.chunks()) {
            BitSet rows;
            if (all) {
                rows = new BitSet(columns.rows());
                rows.set(0, columns.rows());
            } else {
                rows = ColumnScan.matches(condition, columns);
            }
            if (!rows.isEmpty()) {
                part.add(columns, rows);
            }
        }
        block.release();
        return part;
    }
}
