package io.stacklens.dashboard.tail;

import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.scan.ColumnScan;
import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/**
 * What a client wants to see.
 *
 * @param key equal for clients that want the same, so that it is looked for once
 * @param search the same with its query parsed
 */
record TailSearch(Key key, LogSearch search, Condition condition) {

    /** A search as it was written. */
    record Key(String query, @Nullable String service, @Nullable Severity severity) {}

    static TailSearch of(LogSearch search) {
        return new TailSearch(
                new Key(search.query().toString(), search.service(), search.severity()),
                search,
                search.condition());
    }

    /** The rows of a batch that the client wants, found on the columns. */
    BitSet rows(BlockColumns columns) {
        return ColumnScan.matches(condition, columns);
    }
}
