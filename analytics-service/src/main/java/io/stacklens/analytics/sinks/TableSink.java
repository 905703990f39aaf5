package io.stacklens.analytics.sinks;

import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes polls of a topic to tables, each in one database transaction. What does not decode, or
 * what the table itself refuses, goes to the dead-letter topic alone. When the database is away
 * this throws, and the poll is delivered again; so writing a record twice must do no harm.
 */
public final class TableSink<T> {

    private static final Logger log = LoggerFactory.getLogger(TableSink.class);

    private final Function<ConsumerRecord<byte[], byte[]>, T> decode;
    private final Consumer<List<T>> write;
    private final SinkTools tools;
    private final DeadLetters deadLetters;
    private final RecordFates fates;

    /**
     * @param name names its counters; with {@code analytics-} before it, its consumer group
     */
    public TableSink(
            String name,
            Function<ConsumerRecord<byte[], byte[]>, T> decode,
            Consumer<List<T>> write,
            SinkTools tools) {
        this.decode = decode;
        this.write = write;
        this.tools = tools;
        this.deadLetters = tools.deadLetters().of("analytics-" + name);
        this.fates = tools.fates().of(name);
    }

    public void accept(List<ConsumerRecord<byte[], byte[]>> delivered) {
        List<ConsumerRecord<byte[], byte[]>> polled =
                delivered.stream().filter(r -> !deadLetters.isReplayForAnother(r)).toList();
        FateTally tally = new FateTally();
        List<Decoded<T>> decoded = new ArrayList<>(polled.size());
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            if (record.value() == null) {
                tally.tombstones++;
                continue;
            }
            try {
                decoded.add(new Decoded<>(record, decode.apply(record)));
            } catch (RuntimeException e) { // parsers throw all kinds
                deadLetter(record, "undecodable", e);
                tally.undecodable++;
            }
        }
        if (!decoded.isEmpty()) {
            tally.refused = write(decoded);
        }
        tally.tell(fates, polled.size());
    }

    private int write(List<Decoded<T>> decoded) {
        try {
            writeInTransaction(decoded);
            return 0;
        } catch (DataIntegrityViolationException | NullPointerException e) {
            log.atWarn().setCause(e).log("rows refused, writing them one by one");
        }
        int refused = 0;
        for (Decoded<T> one : decoded) {
            try {
                writeInTransaction(List.of(one));
            } catch (DataIntegrityViolationException | NullPointerException e) {
                deadLetter(one.record(), "refused", e);
                refused++;
            }
        }
        return refused;
    }

    private void writeInTransaction(List<Decoded<T>> decoded) {
        List<T> values = decoded.stream().map(Decoded::value).toList();
        tools.transactions().executeWithoutResult(_ -> write.accept(values));
    }

    private void deadLetter(
            ConsumerRecord<byte[], byte[]> record, String reason, RuntimeException error) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("record sent to dead-letter topic");
        // Waits for the broker: the poll is not done before the dead letter is safe.
        tools.kafka().send(deadLetters.whole(record, reason, error)).join();
    }

    private record Decoded<T>(ConsumerRecord<byte[], byte[]> record, T value) {}

    /** What became of the records of one poll. */
    private static final class FateTally {
        int tombstones;
        int undecodable;
        int refused;

        void tell(RecordFates fates, int received) {
            fates.received(received);
            fates.forwarded(received - tombstones - undecodable - refused);
            if (tombstones > 0) {
                fates.discarded("tombstone", tombstones);
            }
            if (undecodable > 0) {
                fates.deadLettered("undecodable", undecodable);
            }
            if (refused > 0) {
                fates.deadLettered("refused", refused);
            }
        }
    }
}
