package io.stacklens.collector.intake;

import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Sends with an idempotent producer and counts what Kafka has acknowledged. */
final class KafkaBatchSender implements BatchSender {

    private static final long MAX_BLOCK_MILLIS = 1_000;
    private static final long LONG_NANOS = Duration.ofMillis(MAX_BLOCK_MILLIS / 2).toNanos();
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Producer<byte[], byte[]> producer;
    private final RecordFates fates;

    /**
     * When a send had to wait, because the broker is not known or the buffer is full. For a while
     * the next ones fail at once, else those who wait for the partition would wait for each other.
     */
    private volatile long blockedAt = System.nanoTime() - PAUSE_NANOS;

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
        long start = System.nanoTime();
        if (start - blockedAt < PAUSE_NANOS) {
            answered.accept(new TimeoutException("Kafka did not take the batch before this one"));
            return;
        }
        producer.send(
                batch,
                (_, error) -> {
                    if (error == null) {
                        fates.received(logRecords);
                        fates.forwarded(logRecords);
                    }
                    answered.accept(error);
                });
        long end = System.nanoTime();
        if (end - start > LONG_NANOS) {
            blockedAt = end;
        }
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
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG, batch.memory().toBytes() / 2); // compressed
        return settings;
    }
}
