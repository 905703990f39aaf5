package io.stacklens.logstore;

import io.stacklens.logstore.BlockTable.Wanted;
import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.scan.Pruning;
import io.stacklens.logstore.scan.Verdict;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;

/**
 * The blocks in which a condition may hold, one after the other: by latest time when the way is
 * newest first, else by earliest. Asked for in growing portions, since most searches end early.
 */
final class Blocks {

    private static final int MAX_PORTION = 1024;

    /** Of larger portions few blocks are looked into. */
    private static final int SMALL_PORTION = 64;

    private final BlockTable table;
    private final Condition condition;
    private final Wanted wanted;
    private final Order order;
    private final Damage damage;
    private final Queue<StoredBlock> portion = new ArrayDeque<>();
    private int portionSize;
    private @Nullable StoredBlock last;
    private boolean exhausted;

    /**
     * Begins at the first block.
     *
     * @param portionSize blocks in the first portion
     */
    Blocks(
            BlockTable table,
            Condition condition,
            Wanted wanted,
            Order order,
            int portionSize,
            Damage damage) {
        this.table = table;
        this.condition = condition;
        this.wanted = wanted;
        this.order = order;
        this.portionSize = portionSize;
        this.damage = damage;
    }

    /** The next block, or null when there is none. */
    @Nullable StoredBlock next() throws SQLException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("search cancelled");
        }
        while (portion.isEmpty() && !exhausted) {
            fetchPortion();
        }
        return portion.poll();
    }

    private void fetchPortion() throws SQLException {
        Wanted portionWanted = portionSize <= SMALL_PORTION ? wanted : wanted.withoutDirectory();
        List<StoredBlock> fetched = table.next(portionWanted, order, last, portionSize);
        exhausted = fetched.size() < portionSize;
        if (!fetched.isEmpty()) {
            last = fetched.getLast();
        }
        for (StoredBlock block : fetched) {
            if (!block.summary().isFilterIntact()) {
                damage.add(block, new DamagedBlockException("checksum of a slice of the filter"));
            }
            if (Pruning.verdict(condition, block.summary()) != Verdict.NONE) {
                portion.add(block);
            }
        }
        portionSize = Math.min(MAX_PORTION, portionSize * 4);
    }
}
