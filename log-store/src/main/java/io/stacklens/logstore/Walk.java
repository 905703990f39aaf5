package io.stacklens.logstore;

import static java.util.Objects.requireNonNull;

import io.stacklens.logstore.BlockTable.Wanted;
import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.scan.BlockSummary;
import io.stacklens.logstore.scan.FilterProbes;
import io.stacklens.logstore.scan.Pruning;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Gives the records that meet a condition in order, whatever blocks they lie in. Blocks may
 * overlap: one is opened before the first record that could come from it is given, and holds its
 * place among the open ones by its next record.
 */
final class Walk implements AutoCloseable {

    /** Of so many blocks the unpacked columns are kept; those of others are fetched again. */
    private static final int MAX_LOADED = 16;

    private static final int FIRST_PORTION = 16;

    private final Lookahead<Hits> lookahead;
    private final Order order;
    private final @Nullable RecordId after;
    private final Damage damage;
    private final PriorityQueue<Hits> open;
    private final Set<StoredBlock> loaded = new LinkedHashSet<>();

    /** Where the opened blocks end on the way. */
    private final List<Long> farEdges = new ArrayList<>();

    /**
     * Begins a walk.
     *
     * @param after only what comes after it on the way
     * @param limit the sink will not want more records
     */
    Walk(
            BlockTable table,
            Condition condition,
            Order order,
            @Nullable RecordId after,
            int limit,
            Executor threads,
            Damage damage) {
        this.order = order;
        this.after = after;
        this.damage = damage;
        this.open = new PriorityQueue<>((a, b) -> order.comparator().compare(a.id(), b.id()));
        Wanted wanted =
                new Wanted(
                        bounds(condition, order, after),
                        FilterProbes.of(condition),
                        Pruning.looksAtCounts(condition),
                        true);
        Blocks blocks = new Blocks(table, condition, wanted, order, FIRST_PORTION, damage);
        this.lookahead =
                new Lookahead<>(
                        blocks::next,
                        table,
                        Hits.groups(condition),
                        block -> Hits.in(block, condition, order, after, limit),
                        1,
                        threads,
                        damage);
    }

    @Override
    public void close() {
        lookahead.close();
    }

    /**
     * Gives records until the sink wants no more, none is left, or the time is over.
     *
     * @param deadline by {@link System#nanoTime}
     * @return where to begin the next walk, or null when this was all
     */
    @Nullable RecordId run(Predicate<LogRecord> sink, long deadline) throws SQLException {
        while (true) {
            StoredBlock next = lookahead.peek();
            boolean late = System.nanoTime() - deadline > 0;
            if (next != null && (open.isEmpty() || mayComeBefore(next, open.element().id()))) {
                RecordId place = order.before(edge(next));
                if (late && open.isEmpty() && isGoodToBegin(place)) {
                    return place;
                }
                open();
            } else if (open.isEmpty()) {
                return null;
            } else {
                RecordId id = open.element().id();
                if (!give(sink)) {
                    return null;
                }
                if (late && isGoodToBegin(id)) {
                    return id;
                }
            }
        }
    }

    /**
     * Whether the next walk may begin at a place: it must be further than where this one began, and
     * few of the blocks opened so far may reach beyond it, since they will be opened again.
     */
    private boolean isGoodToBegin(RecordId place) {
        farEdges.removeIf(edge -> !reachesBeyond(edge, place));
        return farEdges.size() <= MAX_LOADED && (after == null || order.isAfter(place, after));
    }

    private boolean reachesBeyond(long farEdge, RecordId place) {
        return order == Order.NEWEST_FIRST
                ? farEdge <= place.eventTime()
                : farEdge >= place.eventTime();
    }

    private void open() throws SQLException {
        StoredBlock block = requireNonNull(lookahead.peek());
        BlockSummary summary = block.summary();
        farEdges.add(order == Order.NEWEST_FIRST ? summary.minTime() : summary.maxTime());
        Hits hits = lookahead.take();
        if (hits != null && !hits.isEmpty()) {
            open.add(hits);
        }
    }

    private boolean give(Predicate<LogRecord> sink) {
        Hits hits = open.remove();
        touch(hits.block());
        LogRecord record;
        try {
            record = hits.take();
        } catch (DamagedBlockException e) {
            damage.add(hits.block(), e);
            return true;
        }
        if (hits.isEmpty()) {
            loaded.remove(hits.block());
        } else {
            open.add(hits);
        }
        return sink.test(record);
    }

    private void touch(StoredBlock block) {
        loaded.remove(block);
        loaded.add(block);
        if (loaded.size() > MAX_LOADED) {
            StoredBlock eldest = loaded.iterator().next();
            eldest.release();
            loaded.remove(eldest);
        }
    }

    private boolean mayComeBefore(StoredBlock block, RecordId id) {
        return order == Order.NEWEST_FIRST
                ? edge(block) >= id.eventTime()
                : edge(block) <= id.eventTime();
    }

    private long edge(StoredBlock block) {
        return order == Order.NEWEST_FIRST ? block.summary().maxTime() : block.summary().minTime();
    }

    private static Bounds bounds(Condition condition, Order order, @Nullable RecordId after) {
        Bounds bounds = Bounds.of(condition);
        if (after == null) {
            return bounds;
        }
        return order == Order.NEWEST_FIRST
                ? bounds.within(Long.MIN_VALUE, after.eventTime())
                : bounds.within(after.eventTime(), Long.MAX_VALUE);
    }
}
