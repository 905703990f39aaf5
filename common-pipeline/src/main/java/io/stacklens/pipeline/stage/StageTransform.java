package io.stacklens.pipeline.stage;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a stage does with one poll; its output and the offsets are one Kafka transaction. */
@FunctionalInterface
public interface StageTransform {

    /**
     * Transforms one Kafka record. Log records that are bad are told to {@code out} one by one; if
     * this throws, nothing it gave to {@code out} counts and the Kafka record goes whole to the
     * dead-letter topic, while the poll goes on. So whatever is kept for {@link #finish} must be
     * changed last. Two exceptions roll the poll back, to be tried again without limit: Kafka's own
     * and {@link StageBlockedException}.
     *
     * @return how many log records it held; each must have been given one fate
     */
    int transform(ConsumerRecord<byte[], byte[]> source, StageOutput out);

    /**
     * Called after the last Kafka record of the poll, for output that sums the poll up. An
     * exception here rolls the poll back.
     */
    default void finish(StageOutput out) {}

    /**
     * Called once the poll's transaction is known to have committed, so at most once. A stage that
     * remembers something beyond the poll takes it over here: everything else may be rolled back.
     */
    default void committed() {}
}
