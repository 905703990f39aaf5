package io.stacklens.dashboard.tail;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.model.batch.LogBatch;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * One batch of the topic, decoded once for all clients. A record is made of a row, and written as
 * JSON, when the first client wants it.
 */
final class TailBatch {

    private final LogBatch batch;
    private final BlockColumns columns;
    private final TailPosition before;
    private final int partition;
    private final long offset;
    private final @Nullable TailEvent[] events;
    private final Map<TailSearch.Key, BitSet> found = new HashMap<>();

    /**
     * Decodes a batch.
     *
     * @param before where all clients are before it
     * @throws io.stacklens.model.batch.MalformedBatchException if it does not decode; a column may
     *     turn out so later
     */
    TailBatch(ConsumerRecord<byte[], byte[]> record, TailPosition before) {
        this.batch = LogBatch.decode(record.value());
        this.columns = BlockColumns.of(batch);
        this.before = before;
        this.partition = record.partition();
        this.offset = record.offset();
        this.events = new @Nullable TailEvent[batch.size()];
    }

    LogBatch batch() {
        return batch;
    }

    /** The rows that a client wants. */
    BitSet rows(TailSearch search) {
        return found.computeIfAbsent(search.key(), _ -> search.rows(columns));
    }

    /** The event of a row. */
    TailEvent event(int row) {
        TailEvent event = events[row];
        if (event == null) {
            event = TailEvent.of(batch.record(row), before.with(partition, offset, row + 1));
            events[row] = event;
        }
        return event;
    }
}
