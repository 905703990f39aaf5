package io.stacklens.logstore;

import io.stacklens.logstore.block.EncodedBlock;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects log records and writes them as blocks in the caller's transaction:
 *
 * <pre>{@code
 * writer.add(batch);
 * writer.flush(connection);
 * connection.commit();
 * writer.discard();
 * }</pre>
 *
 * A flush does not forget the records, so it can be repeated on another connection. Not
 * thread-safe.
 */
public final class LogStoreWriter {

    private final LogStoreOptions options;
    private final List<LogBatch> batches = new ArrayList<>();
    private @Nullable List<EncodedBlock> encoded;
    private int records;
    private long bytes;

    public LogStoreWriter(LogStoreOptions options) {
        this.options = options;
    }

    /**
     * Takes a batch.
     *
     * @throws io.stacklens.model.batch.MalformedBatchException if it is malformed; the writer is as
     *     before
     */
    public void add(LogBatch batch) {
        // The template's text is kept once, with its id, not with each record.
        LogBatch kept = batch.only(id -> id != LogColumn.TEMPLATE.id());
        kept.verify();
        batches.add(kept);
        records += kept.size();
        bytes += BlockCutter.bytes(kept);
        encoded = null;
    }

    public int bufferedRecords() {
        return records;
    }

    /** Bytes of the bodies and attributes that were taken. */
    public long bufferedBytes() {
        return bytes;
    }

    /** Whether there are enough records for a block. */
    public boolean isFull() {
        return records >= options.blockRecords() || bytes >= options.blockBytes();
    }

    /**
     * Writes the records as blocks, makes the partitions they need, and copies those of high risk
     * to their table. The caller commits, then {@linkplain #discard discards}.
     */
    public Written flush(Connection connection) throws SQLException {
        List<EncodedBlock> blocks = encode();
        BlockInsert insert = new BlockInsert(connection);
        List<LocalDate> days = blocks.stream().map(BlockInsert::day).distinct().toList();
        for (LocalDate day : days) {
            insert.ensurePartition(day);
        }
        insert.insert(blocks, null);
        insertHighRisk(connection);
        long written = 0;
        for (EncodedBlock block : blocks) {
            written += block.payload().length + block.filter().length;
        }
        return new Written(blocks.size(), records, written);
    }

    /** Forgets the records that were taken. */
    public void discard() {
        batches.clear();
        encoded = null;
        records = 0;
        bytes = 0;
    }

    private List<EncodedBlock> encode() {
        List<EncodedBlock> blocks = encoded;
        if (blocks == null) {
            blocks =
                    new BlockCutter(options)
                            .cut(batches).stream()
                                    .map(b -> EncodedBlock.of(b, options.compressionLevel()))
                                    .toList();
            encoded = blocks;
        }
        return blocks;
    }

    private void insertHighRisk(Connection connection) throws SQLException {
        HighRiskInsert insert = new HighRiskInsert(connection, options.highRiskRows());
        for (LogBatch batch : batches) {
            if (!batch.has(LogColumn.RISK_SCORE)) {
                continue;
            }
            LongColumn scores = batch.longs(LogColumn.RISK_SCORE);
            for (int row = 0; row < batch.size(); row++) {
                if (scores.get(row) >= options.highRisk()) {
                    insert.add(batch.record(row), (int) scores.get(row));
                }
            }
        }
        insert.run();
    }
}
