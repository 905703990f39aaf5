package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.BlockDirectory;
import io.stacklens.logstore.scan.BlockSummary;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;

/** A row of {@code log_blocks}, whose payload is fetched in parts when it is needed. */
final class StoredBlock {

    private final BlockSummary summary;
    private final OffsetDateTime minTime;
    private final byte[] directory;
    private final BlockTable table;
    private @Nullable BlockColumns columns;

    StoredBlock(BlockSummary summary, OffsetDateTime minTime, byte[] directory, BlockTable table) {
        this.summary = summary;
        this.minTime = minTime;
        this.directory = directory;
        this.table = table;
    }

    BlockSummary summary() {
        return summary;
    }

    /** With the id, the primary key. */
    OffsetDateTime minTime() {
        return minTime;
    }

    BlockColumns columns() {
        if (columns == null) {
            columns =
                    new BlockColumns(
                            BlockDirectory.read(directory),
                            summary.records(),
                            parts -> table.fetch(this, parts));
        }
        return columns;
    }

    /** Forgets what was fetched; it can be fetched again. */
    void release() {
        columns = null;
    }
}
