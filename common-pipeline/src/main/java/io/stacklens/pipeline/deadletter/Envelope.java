package io.stacklens.pipeline.deadletter;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawColumn;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands beside the bytes of a record in {@code collected-logs}, which a replay needs. */
final class Envelope {

    private static final byte[] NONE = new byte[0];

    private Envelope() {}

    /** Empty for other topics, whose records are no bytes with something beside them. */
    static byte[] of(ConsumerRecord<byte[], byte[]> source, int index) {
        if (!source.topic().equals(Topics.COLLECTED_LOGS)) {
            return NONE;
        }
        try {
            RawBatch batch = RawBatch.decode(source.value());
            return index < batch.size() ? of(batch, source, index) : NONE;
        } catch (MalformedBatchException e) {
            return NONE; // the bytes themselves are kept all the same
        }
    }

    private static byte[] of(RawBatch batch, ConsumerRecord<byte[], byte[]> source, int index) {
        RawBatchBuilder builder = new RawBatchBuilder().add(batch.record(index), NONE, 0, 0);
        long partition = batch.longs(RawColumn.ORIGIN_PARTITION).get(index);
        if (partition >= 0) {
            builder.origin(
                    (int) partition,
                    batch.longs(RawColumn.ORIGIN_OFFSET).get(index),
                    (int) batch.longs(RawColumn.ORIGIN_INDEX).get(index));
        } else {
            builder.origin(source.partition(), source.offset(), index);
        }
        return builder.build().encode();
    }
}
