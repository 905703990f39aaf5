package io.stacklens.collector.intake;

import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Sends with an idempotent producer and counts what Kafka has acknowledged. */
final class KafkaBatchSender implements BatchSender {

    private final Producer<byte[], byte[]> producer;
    private final RecordFates fates;

    KafkaBatchSender(Producer<byte[], byte[]> producer, RecordFates fates) {
        this.producer = producer;
        this.fates = fates;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    public void send(
            ProducerRecord<byte[], byte[]> batch,
            int logRecords,
            Consumer<@Nullable Exception> answered) {
        producer.send(
                batch,
                (_, error) -> {
                    if (error == null) {
                        fates.received(logRecords);
                        fates.forwarded(logRecords);
                    }
                    answered.accept(error);
                });
    }

    /**
     * The producer's settings: it does not linger, since batches already have, and gives up early
     * enough for a waiting sender to be answered.
     */
    static Map<String, Object> settings(Map<String, Object> shared, BatchProperties batch) {
        long timeout = batch.deliveryTimeout().toMillis();
        Map<String, Object> settings = new HashMap<>(shared);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "collector");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout / 2));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000L);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, batch.memory().toBytes());
        return settings;
    }
}
