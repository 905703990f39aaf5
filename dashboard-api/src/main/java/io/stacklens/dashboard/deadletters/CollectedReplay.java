package io.stacklens.dashboard.deadletters;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawColumn;
import io.stacklens.model.batch.RawRecord;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the batches that take dead letters back to {@code collected-logs}. */
final class CollectedReplay {

    private static final String SOURCE = "dead-letters";

    private final DeadLetter letter;
    private final Edit edit;
    private final Map<String, String> history;

    /**
     * @param history attributes that each record gets
     */
    CollectedReplay(DeadLetter letter, Edit edit, Map<String, String> history) {
        this.letter = letter;
        this.edit = edit;
        this.history = history;
    }

    /** One record out of a batch: its bytes, and what stood beside them. */
    RawBatch ofEnvelope(RawBatch envelope, byte[] bytes) {
        RawBatchBuilder builder = new RawBatchBuilder();
        builder.add(changed(envelope.record(0), bytes));
        copyOrigin(envelope, 0, builder);
        return builder.build();
    }

    /** Bytes that nothing is known of: they are one record, or the edit says what they are. */
    RawBatch ofBody(byte[] bytes) {
        RawRecord record =
                new RawRecord(bytes, EpochNanos.of(letter.time()), null, SOURCE, null, Map.of(), 1);
        RawBatchBuilder builder = new RawBatchBuilder().add(changed(record, bytes));
        if (letter.partition() != null && letter.offset() != null) {
            builder.origin(
                    letter.partition(),
                    letter.offset(),
                    letter.index() == null ? 0 : letter.index());
        }
        return builder.build();
    }

    /** A whole batch; columns of a later version stay, and so does the name of a request's part. */
    RawBatch ofBatch(RawBatch batch) {
        ReplayValue.requireOneRow(batch.size(), edit);
        RawBatchBuilder builder = new RawBatchBuilder();
        for (int row = 0; row < batch.size(); row++) {
            RawRecord record = batch.record(row);
            builder.add(changed(record, record.body()));
            copyOrigin(batch, row, builder);
        }
        return batch.with(builder.build());
    }

    private void copyOrigin(RawBatch batch, int row, RawBatchBuilder builder) {
        long partition = batch.longs(RawColumn.ORIGIN_PARTITION).get(row);
        if (partition >= 0) {
            builder.origin(
                    (int) partition,
                    batch.longs(RawColumn.ORIGIN_OFFSET).get(row),
                    (int) batch.longs(RawColumn.ORIGIN_INDEX).get(row));
        } else if (letter.partition() != null && letter.offset() != null) {
            builder.origin(letter.partition(), letter.offset(), row);
        }
    }

    private RawRecord changed(RawRecord record, byte[] bytes) {
        Map<String, String> attributes = new LinkedHashMap<>(record.attributes());
        attributes.putAll(history);
        String body = edit.body();
        return new RawRecord(
                body == null ? bytes : body.getBytes(StandardCharsets.UTF_8),
                record.observedTimestamp(),
                body == null ? record.formatHint() : null,
                record.source(),
                edit.service() == null ? record.service() : edit.service(),
                attributes,
                record.lineCount());
    }
}
