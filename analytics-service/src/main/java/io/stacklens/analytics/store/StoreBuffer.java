package io.stacklens.analytics.store;

import io.stacklens.analytics.offsets.StoredOffset;
import io.stacklens.logstore.LogStoreOptions;
import io.stacklens.logstore.LogStoreWriter;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/**
 * Log records that were read and are not stored yet. Blocks and offsets are stored in one
 * transaction; the fates of the records count once it has committed. Not thread-safe.
 */
final class StoreBuffer {

    private static final Logger log = LoggerFactory.getLogger(StoreBuffer.class);

    private final DataSource dataSource;
    private final LogStoreOptions options;
    private final LogStoreWriter writer;
    private final StoredOffsets offsets;
    private final StoreDeadLetters deadLetters;
    private final RecordFates fates;
    private final StoreMetrics metrics;

    private final List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();

    private int undecodableRecords;
    private int refusedRecords;
    private int refusedRows;
    private boolean outcomeUnknown;

    StoreBuffer(
            DataSource dataSource,
            LogStoreOptions options,
            StoredOffsets offsets,
            StoreDeadLetters deadLetters,
            RecordFates fates,
            StoreMetrics metrics) {
        this.dataSource = dataSource;
        this.options = options;
        this.writer = new LogStoreWriter(options);
        this.offsets = offsets;
        this.deadLetters = deadLetters;
        this.fates = fates;
        this.metrics = metrics;
    }

    /** Whether nothing was read since the last time that records were stored or dropped. */
    boolean isEmpty() {
        return taken.isEmpty() && undecodableRecords == 0;
    }

    boolean isFull() {
        return writer.isFull();
    }

    /**
     * Takes what a Kafka record holds; what does not decode goes to the dead-letter topic whole.
     */
    void add(ConsumerRecord<byte[], byte[]> record) {
        if (deadLetters.isReplayForAnother(record)) {
            return;
        }
        try {
            writer.add(LogBatch.decode(record.value()));
            taken.add(record);
        } catch (MalformedBatchException | NullPointerException e) { // no value at all
            deadLetters.send(record, "undecodable", e);
            undecodableRecords++;
        }
    }

    /**
     * Stores the blocks and the offsets.
     *
     * @param expected where the partitions stood when they were last stored
     * @param next where they stand with this
     * @return whether it was stored; if not, another consumer owns a partition now
     * @throws SQLException if the database is away; nothing is forgotten, so that it can be tried
     *     again
     */
    boolean store(Map<TopicPartition, Long> expected, Map<TopicPartition, Long> next)
            throws SQLException {
        long begin = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            if (!offsets.advance(connection, expected, next)) {
                connection.rollback();
                return outcomeUnknown && isStored(connection, next);
            }
            write(connection);
            // From here on a failure may come after the commit.
            outcomeUnknown = true;
            connection.commit();
            metrics.flushed(System.nanoTime() - begin);
        }
        count();
        return true;
    }

    /** Forgets what was read; it will be read again, by whoever owns it then. */
    void drop() {
        writer.discard();
        taken.clear();
        undecodableRecords = 0;
        refusedRecords = 0;
        outcomeUnknown = false;
    }

    /** Whether the commit whose answer was lost has happened. */
    private boolean isStored(Connection connection, Map<TopicPartition, Long> next)
            throws SQLException {
        for (Map.Entry<TopicPartition, Long> place : next.entrySet()) {
            StoredOffset stored = offsets.find(connection, place.getKey());
            if (stored == null || stored.next() != place.getValue()) {
                return false;
            }
        }
        connection.rollback();
        count();
        return true;
    }

    private void write(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        refusedRecords = 0;
        refusedRows = 0;
        try {
            metrics.wrote(writer.flush(connection));
        } catch (SQLException e) {
            if (!isAboutData(e)) {
                throw e;
            }
            connection.rollback(before);
            log.atWarn().setCause(e).log("blocks refused, writing the batches one by one");
            writeOneByOne(connection);
        }
    }

    /** Finds the batch that the database refuses, and sends that one to the dead-letter topic. */
    private void writeOneByOne(Connection connection) throws SQLException {
        for (ConsumerRecord<byte[], byte[]> record : taken) {
            Savepoint before = connection.setSavepoint();
            LogStoreWriter one = new LogStoreWriter(options);
            one.add(LogBatch.decode(record.value()));
            try {
                metrics.wrote(one.flush(connection));
            } catch (SQLException e) {
                if (!isAboutData(e)) {
                    throw e;
                }
                connection.rollback(before);
                deadLetters.send(record, "refused", e);
                refusedRecords++;
                refusedRows += one.bufferedRecords();
            }
        }
    }

    /** Data exception, integrity violation, program limit: it will not be better next time. */
    private static boolean isAboutData(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    private void count() {
        int stored = writer.bufferedRecords() - refusedRows;
        fates.received((long) stored + undecodableRecords + refusedRecords);
        fates.forwarded(stored);
        if (undecodableRecords > 0) {
            fates.deadLettered("undecodable", undecodableRecords);
        }
        if (refusedRecords > 0) {
            fates.deadLettered("refused", refusedRecords);
        }
        drop();
    }
}
