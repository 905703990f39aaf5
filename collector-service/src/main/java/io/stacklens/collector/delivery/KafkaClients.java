package io.stacklens.collector.delivery;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the clients that delivery needs. */
final class KafkaClients {

    /** A broker that is back is found within a try of the drain, so a try need not be long. */
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    /** What a killed collector has left open hides later lines until then, if it stays away. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = (int) Duration.ofSeconds(15).toMillis();

    private final String spoolId;
    private final Supplier<Producer<byte[], byte[]>> direct;
    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;
    private final Map<String, Object> adminSettings;

    /**
     * @param direct makes the producer without transactions
     */
    KafkaClients(
            String spoolId,
            Supplier<Producer<byte[], byte[]>> direct,
            Map<String, Object> producerSettings,
            Map<String, Object> consumerSettings,
            Map<String, Object> adminSettings) {
        this.spoolId = spoolId;
        this.direct = direct;
        this.producerSettings = producerSettings;
        this.consumerSettings = consumerSettings;
        this.adminSettings = adminSettings;
    }

    String spoolId() {
        return spoolId;
    }

    Producer<byte[], byte[]> direct() {
        return direct.get();
    }

    /** The id stays the same over restarts, so that the broker ends what was left open. */
    Producer<byte[], byte[]> transactional(int partition) {
        String id = "stacklens-collector-%s-%d".formatted(spoolId, partition);
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "collector-spool-" + partition);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings);
    }

    Consumer<byte[], byte[]> committedReader() {
        return consumer("read_committed");
    }

    Consumer<byte[], byte[]> reader() {
        return consumer("read_uncommitted");
    }

    Admin admin() {
        return Admin.create(adminSettings);
    }

    private Consumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> settings = new HashMap<>(consumerSettings);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "collector-spool-" + isolation);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
