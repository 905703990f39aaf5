package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.scan.Cell;

import java.util.BitSet;
import java.util.Set;

/**
 * Counts records. Not thread-safe: each thread counts with a {@linkplain #fresh fresh} one, and the
 * parts are added up.
 */
interface Counter<C extends Counter<C>> {

    /** One that has counted nothing. */
    C fresh();

    void addAll(C part);

    /** Whether the records of a cell can be counted without a look at them. */
    boolean takes(Cell cell);

    void add(Cell cell);

    /** The groups that are looked into to count rows. */
    Set<ColumnGroup> groups();

    void add(BlockColumns columns, BitSet rows);
}
