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

/** The rows of one block that meet a condition, in order, with a place among them. */
final class Hits {

    private record Hit(RecordId id, int row) {}

    private final StoredBlock block;
    private final List<Hit> hits;
    private int next;

    private Hits(StoredBlock block, List<Hit> hits) {
        this.block = block;
        this.hits = hits;
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
        BlockColumns columns = block.columns();
        Set<ColumnGroup> groups = EnumSet.of(ColumnGroup.TIME, ColumnGroup.ORIGIN);
        groups.addAll(ColumnScan.groups(condition));
        columns.fetch(groups);
        BitSet rows = ColumnScan.matches(condition, columns);
        List<Hit> hits = new ArrayList<>(rows.cardinality());
        if (!rows.isEmpty()) {
            LongColumn partitions = columns.longs(LogColumn.ORIGIN_PARTITION);
            LongColumn offsets = columns.longs(LogColumn.ORIGIN_OFFSET);
            LongColumn indexes = columns.longs(LogColumn.ORIGIN_INDEX);
            rows.stream()
                    .forEach(
                            row -> {
                                RecordId id =
                                        new RecordId(
                                                columns.eventTime(row),
                                                (int) partitions.get(row),
                                                offsets.get(row),
                                                (int) indexes.get(row));
                                if (after == null || order.isAfter(id, after)) {
                                    hits.add(new Hit(id, row));
                                }
                            });
        }
        hits.sort((a, b) -> order.comparator().compare(a.id(), b.id()));
        return new Hits(block, List.copyOf(hits.subList(0, Math.min(limit, hits.size()))));
    }

    boolean isEmpty() {
        return next == hits.size();
    }

    /** Id of the next hit. */
    RecordId id() {
        return hits.get(next).id();
    }

    LogRecord take() {
        LogRecord record = block.columns().whole().record(hits.get(next).row());
        next++;
        return record;
    }

    StoredBlock block() {
        return block;
    }
}
