package io.stacklens.pipeline.stage;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where a {@link StageTransform} puts what it makes, and tells the fate of each log record. */
public interface StageOutput {

    /**
     * Sends a batch on and counts its log records as forwarded.
     *
     * @param partition where the input came from, so that the order of a source is kept
     */
    void forward(String topic, int partition, byte @Nullable [] key, byte[] value, int logRecords);

    /** Sends something that is not a log record, to the partition of its key; counts nothing. */
    void send(String topic, byte[] key, byte[] value);

    /** Counts log records that went into something else this stage sends. */
    void forwarded(int logRecords);

    /** Counts log records that are left out on purpose. */
    void discarded(String reason, int logRecords);

    /**
     * Sends one log record of a batch to the source's dead-letter topic, and counts it.
     *
     * @param index its position in the batch
     * @param bytes the log record as it was received, as far as the stage can tell
     * @param reason one of a small fixed set; it becomes a tag of the metric
     */
    void deadLetter(
            ConsumerRecord<byte[], byte[]> source,
            int index,
            byte[] bytes,
            String reason,
            Throwable error);
}
