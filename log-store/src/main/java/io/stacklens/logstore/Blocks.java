package io.stacklens.logstore;

import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.scan.FilterProbes;
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

    private final BlockTable table;
    private final Condition condition;
    private final Bounds bounds;
    private final FilterProbes probes;
    private final Order order;
    private final Queue<StoredBlock> portion = new ArrayDeque<>();
    private int portionSize;
    private @Nullable StoredBlock last;
    private boolean exhausted;

    /**
     * Begins at the first block.
     *
     * @param portionSize blocks in the first portion
     */
    Blocks(BlockTable table, Condition condition, Bounds bounds, Order order, int portionSize) {
        this.table = table;
        this.condition = condition;
        this.bounds = bounds;
        this.probes = FilterProbes.of(condition);
        this.order = order;
        this.portionSize = portionSize;
    }

    /** The next block without taking it, or null when there is none. */
    @Nullable StoredBlock peek() throws SQLException {
        while (portion.isEmpty() && !exhausted) {
            fetchPortion();
        }
        return portion.peek();
    }

    /** Takes the block that {@link #peek} showed. */
    StoredBlock remove() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("search cancelled");
        }
        return portion.remove();
    }

    private void fetchPortion() throws SQLException {
        List<StoredBlock> fetched = table.next(bounds, probes, order, last, portionSize);
        exhausted = fetched.size() < portionSize;
        if (!fetched.isEmpty()) {
            last = fetched.getLast();
        }
        for (StoredBlock block : fetched) {
            if (Pruning.verdict(condition, block.summary()) != Verdict.NONE) {
                portion.add(block);
            }
        }
        portionSize = Math.min(MAX_PORTION, portionSize * 4);
    }
}
