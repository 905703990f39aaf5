package io.stacklens.pipeline.stage;

import io.stacklens.pipeline.deadletter.DeadLetters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The output of one Kafka record, held back until its transform has returned. */
final class PendingOutput implements StageOutput {

    /** What the topics take, less room for what Kafka puts around a record. */
    private static final int MAX_VALUE_BYTES = (8 << 20) - (4 << 10);

    private final DeadLetters deadLetters;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final FateCounts counts = new FateCounts();

    PendingOutput(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    FateCounts counts() {
        return counts;
    }

    @Override
    public void forward(
            String topic, int partition, byte @Nullable [] key, byte[] value, int logRecords) {
        add(new ProducerRecord<>(topic, partition, key, value));
        counts.forwarded(logRecords);
    }

    @Override
    public void send(String topic, byte[] key, byte[] value) {
        add(new ProducerRecord<>(topic, key, value));
    }

    @Override
    public void forwarded(int logRecords) {
        counts.forwarded(logRecords);
    }

    @Override
    public void discarded(String reason, int logRecords) {
        counts.discarded(reason, logRecords);
    }

    @Override
    public void deadLetter(
            ConsumerRecord<byte[], byte[]> source,
            int index,
            byte[] bytes,
            String reason,
            Throwable error) {
        records.add(deadLetters.part(source, index, bytes, reason, error));
        counts.deadLettered(reason, 1);
    }

    /** The client would fail the whole transaction, and again at each retry. */
    private void add(ProducerRecord<byte[], byte[]> record) {
        if (record.value().length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "record of %,d bytes for %s (expected: at most %,d)"
                            .formatted(record.value().length, record.topic(), MAX_VALUE_BYTES));
        }
        records.add(record);
    }
}
