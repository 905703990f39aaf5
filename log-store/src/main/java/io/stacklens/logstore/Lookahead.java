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
    private final Deque<StoredBlock> ready = new ArrayDeque<>();
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
        if (ready.isEmpty()) {
            addToReady(1);
        }
        return ready.peek();
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
        addToReady(ahead - turns.size());
        StoredBlock.fetchDirectories(table, ready);
        while (turns.size() < ahead && !ready.isEmpty()) {
            List<StoredBlock> blocks = takeReady(ahead - turns.size());
            StoredBlock.fetch(table, blocks, groups);
            for (StoredBlock block : blocks) {
                turns.add(
                        new Turn<>(
                                block,
                                CompletableFuture.supplyAsync(() -> lookInto(block), threads)));
            }
        }
    }

    private void addToReady(int most) throws SQLException {
        while (ready.size() < most && !exhausted) {
            StoredBlock block = source.next();
            if (block == null) {
                exhausted = true;
            } else {
                ready.add(block);
            }
        }
    }

    /** As many as may be fetched in one go. */
    private List<StoredBlock> takeReady(int most) {
        List<StoredBlock> blocks = new ArrayList<>();
        long bytes = 0;
        while (blocks.size() < most && bytes < MAX_FETCH_BYTES && !ready.isEmpty()) {
            blocks.add(ready.remove());
            bytes += blocks.getLast().missingBytes(groups);
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
