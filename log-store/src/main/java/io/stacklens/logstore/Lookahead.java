package io.stacklens.logstore;

import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.block.DamagedBlockException;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Looks into blocks before their turn, several at a time, and gives what was found in the order of
 * the blocks. The columns of several blocks are fetched in one go by the thread that asks; what
 * they hold is found by others. How far it looks ahead grows with what is asked for, since most
 * searches end early.
 */
final class Lookahead<T> implements AutoCloseable {

    private static final int MAX_AHEAD = 32;

    /** So many bytes of columns are fetched at once, more only of a single block. */
    private static final long MAX_FETCH_BYTES = 8 << 20;

    private final Source source;
    private final BlockTable table;
    private final Set<ColumnGroup> groups;
    private final Look<T> look;
    private final Executor threads;
    private final Damage damage;
    private final Deque<Turn<T>> turns = new ArrayDeque<>();
    private @Nullable StoredBlock pending;
    private int ahead;
    private boolean exhausted;
    private volatile boolean closed;

    /** Where the blocks come from. */
    interface Source {
        @Nullable StoredBlock next() throws SQLException;
    }

    /** Finds something in a block. */
    interface Look<T> {
        T into(StoredBlock block);
    }

    private record Turn<T>(StoredBlock block, CompletableFuture<@Nullable T> found) {}

    /**
     * Begins at the first block.
     *
     * @param groups that the look needs, fetched before it
     * @param ahead how many blocks to look into at first
     */
    Lookahead(
            Source source,
            BlockTable table,
            Set<ColumnGroup> groups,
            Look<T> look,
            int ahead,
            Executor threads,
            Damage damage) {
        this.source = source;
        this.table = table;
        this.groups = groups;
        this.look = look;
        this.ahead = ahead;
        this.threads = threads;
        this.damage = damage;
    }

    /** The block whose turn it is, or null when there is none; it is not looked into yet. */
    @Nullable StoredBlock peek() throws SQLException {
        Turn<T> turn = turns.peek();
        if (turn != null) {
            return turn.block();
        }
        if (pending == null) {
            pending = source.next();
        }
        return pending;
    }

    /** What was found in the block that {@link #peek} showed; null if it cannot be read. */
    @Nullable T take() throws SQLException {
        if (turns.size() <= ahead / 2) {
            lookAhead();
        }
        ahead = Math.min(MAX_AHEAD, ahead * 2);
        try {
            T found = turns.element().found().get();
            turns.remove();
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("search cancelled");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new CompletionException(e);
        }
    }

    /** Ends what is under way; nothing reads from the database afterwards. */
    @Override
    public void close() {
        closed = true;
        for (Turn<T> turn : turns) {
            turn.found().exceptionally(_ -> null).join();
        }
    }

    private void lookAhead() throws SQLException {
        while (turns.size() < ahead && !exhausted) {
            List<StoredBlock> blocks = nextBlocks(ahead - turns.size());
            StoredBlock.fetch(table, blocks, groups);
            for (StoredBlock block : blocks) {
                turns.add(
                        new Turn<>(
                                block,
                                CompletableFuture.supplyAsync(() -> lookInto(block), threads)));
            }
        }
    }

    private List<StoredBlock> nextBlocks(int most) throws SQLException {
        List<StoredBlock> blocks = new ArrayList<>();
        long bytes = 0;
        while (blocks.size() < most && bytes < MAX_FETCH_BYTES && !exhausted) {
            StoredBlock block = pending != null ? pending : source.next();
            pending = null;
            if (block == null) {
                exhausted = true;
            } else {
                blocks.add(block);
                bytes += block.missingBytes(groups);
            }
        }
        return blocks;
    }

    private @Nullable T lookInto(StoredBlock block) {
        if (closed) {
            return null;
        }
        try {
            return look.into(block);
        } catch (DamagedBlockException e) {
            damage.add(block, e);
            return null;
        }
    }
}
