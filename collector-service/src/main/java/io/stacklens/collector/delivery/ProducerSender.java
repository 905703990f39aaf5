package io.stacklens.collector.delivery;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Sends with an idempotent producer that does not give up what it has once taken. */
final class ProducerSender implements DirectSender {

    /** A sender waits for it while others of its partition wait too. */
    private static final int MAX_BLOCK_MILLIS = 200;

    private final Producer<byte[], byte[]> producer;
    private final String spoolId;

    ProducerSender(Producer<byte[], byte[]> producer, String spoolId) {
        this.producer = producer;
        this.spoolId = spoolId;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    public void send(int partition, long sequence, byte[] value, Fate fate) {
        ProducerRecord<byte[], byte[]> batch =
                new ProducerRecord<>(Topics.COLLECTED_LOGS, partition, null, value);
        batch.headers().add(BatchMark.of(spoolId, sequence));
        long caller = Thread.currentThread().threadId();
        AtomicReference<@Nullable Exception> notKept = new AtomicReference<>();
        try {
            producer.send(
                    batch,
                    (metadata, error) -> {
                        if (error == null) {
                            fate.taken(metadata.offset());
                        } else if (Thread.currentThread().threadId() == caller) {
                            notKept.set(error); // the client has failed before it kept the batch
                        } else {
                            fate.unknown(error);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) { // the latter: closed already
            notKept.set(e);
        }
        Exception cause = notKept.get();
        if (cause != null) {
            fate.notSent(cause);
        }
    }

    /**
     * The producer's settings: it does not linger, since batches already have, and never gives up a
     * batch, since only then its fate is known in the end.
     */
    static Map<String, Object> settings(Map<String, Object> shared, long bufferBytes) {
        Map<String, Object> settings = new HashMap<>(shared);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "collector");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        return settings;
    }
}
