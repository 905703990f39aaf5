package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.scan.ColumnScan;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of one block that meet a condition, in order, with a place among them. */
final class Hits {

    /**
     * So few hits of a block are made records by the thread that finds them, since a search that
     * finds few in each needs those of many blocks. More are made when their turn comes.
     */
    private static final int FEW = 16;

    private record Hit(RecordId id, int chunk, int row) {}

    private final StoredBlock block;
    private final List<Hit> hits;
    private final List<LogRecord> records = new ArrayList<>();
    private int next;

    private Hits(StoredBlock block, List<Hit> hits) {
        this.block = block;
        this.hits = hits;
    }

    /** The groups that are looked into for hits. */
    static Set<ColumnGroup> groups(Condition condition) {
        Set<ColumnGroup> groups = EnumSet.of(ColumnGroup.TIME, ColumnGroup.ORIGIN);
        groups.addAll(ColumnScan.groups(condition));
        return groups;
    }

    /**
     * Finds the hits of a block.
     *
     * @param after only those that come after it
     * @param limit the first so many suffice
     */
    static Hits in(
            StoredBlock block,
            Condition condition,
            Order order,
            @Nullable RecordId after,
            int limit) {
        List<Hit> hits = new ArrayList<>();
        for (int chunk = 0; chunk < block.chunks().size(); chunk++) {
            BlockColumns columns = block.chunks().get(chunk);
            BitSet rows = ColumnScan.matches(condition, columns);
            if (!rows.isEmpty()) {
                add(columns, chunk, rows, order, after, hits);
            }
        }
        hits.sort((a, b) -> order.comparator().compare(a.id(), b.id()));
        Hits found = new Hits(block, List.copyOf(hits.subList(0, Math.min(limit, hits.size()))));
        if (found.hits.size() <= FEW) {
            block.fetchWhole(found.hits.stream().map(Hit::chunk).collect(Collectors.toSet()));
            found.hits.forEach(hit -> found.records.add(found.record(hit)));
        }
        block.release();
        return found;
    }

    private static void add(
            BlockColumns columns,
            int chunk,
            BitSet rows,
            Order order,
            @Nullable RecordId after,
            List<Hit> hits) {
        LongColumn partitions = columns.longs(LogColumn.ORIGIN_PARTITION);
        LongColumn offsets = columns.longs(LogColumn.ORIGIN_OFFSET);
        LongColumn indexes = columns.longs(LogColumn.ORIGIN_INDEX);
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            RecordId id =
                    new RecordId(
                            columns.eventTime(row),
                            (int) partitions.get(row),
                            offsets.get(row),
                            (int) indexes.get(row));
            if (after == null || order.isAfter(id, after)) {
                hits.add(new Hit(id, chunk, row));
            }
        }
    }

    boolean isEmpty() {
        return next == hits.size();
    }

    /** Id of the next hit. */
    RecordId id() {
        return hits.get(next).id();
    }

    LogRecord take() {
        LogRecord record = next < records.size() ? records.get(next) : record(hits.get(next));
        next++;
        return record;
    }

    StoredBlock block() {
        return block;
    }

    private LogRecord record(Hit hit) {
        return block.chunks().get(hit.chunk()).whole().record(hit.row());
    }
}
