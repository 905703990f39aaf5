package io.stacklens.collector.intake;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Sends an encoded batch on its way. */
interface BatchSender {

    /**
     * Sends it without waiting for the answer.
     *
     * @param logRecords how many log records the batch holds
     * @param answered told once: null when the batch is safe, else why it is not
     */
    void send(
            ProducerRecord<byte[], byte[]> batch,
            int logRecords,
            Consumer<@Nullable Exception> answered);
}
