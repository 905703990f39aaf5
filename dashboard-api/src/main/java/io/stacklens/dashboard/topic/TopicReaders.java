package io.stacklens.dashboard.topic;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes consumers that belong to no group: they read whole topics, from where they please, and
 * commit nothing.
 */
@Component
public class TopicReaders {

    private final Map<String, Object> settings;

    TopicReaders(KafkaProperties kafka) {
        Map<String, Object> common = new HashMap<>(kafka.buildConsumerProperties());
        common.remove(ConsumerConfig.GROUP_ID_CONFIG);
        common.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        common.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        common.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        common.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A request waits for an answer; the default is a minute.
        common.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        common.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4000);
        this.settings = common;
    }

    /**
     * A new consumer.
     *
     * @param purpose ends the client id, so that the broker's view tells the readers apart
     * @param offsetReset {@code earliest} or {@code latest}: where to go on when the wanted offset
     *     is gone
     */
    public Consumer<byte[], byte[]> open(String purpose, String offsetReset) {
        return open(purpose, offsetReset, Map.of());
    }

    /** A new consumer that reads here and there what is on a topic, and waits for nothing new. */
    public Consumer<byte[], byte[]> openForPast(String purpose) {
        // A fetch that waits at the end of a partition holds up the next from elsewhere.
        return open(purpose, "earliest", Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10));
    }

    private Consumer<byte[], byte[]> open(
            String purpose, String offsetReset, Map<String, Object> more) {
        Map<String, Object> own = new HashMap<>(settings);
        own.putAll(more);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, "dashboard-" + purpose);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, offsetReset);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
