package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.scan.Cell;

import java.util.BitSet;
import java.util.Set;

/** How many records there are. */
final class RecordCount implements Counter<RecordCount> {

    private long total;

    long total() {
        return total;
    }

    @Override
    public RecordCount fresh() {
        return new RecordCount();
    }

    @Override
    public void addAll(RecordCount part) {
        total += part.total;
    }

    @Override
    public boolean takes(Cell cell) {
        return true;
    }

    @Override
    public void add(Cell cell) {
        total += cell.records();
    }

    @Override
    public Set<ColumnGroup> groups() {
        return Set.of();
    }

    @Override
    public void add(BlockColumns columns, BitSet rows) {
        total += rows.cardinality();
    }
}
