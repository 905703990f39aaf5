package io.stacklens.pipeline.stage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes consumers that poll at a {@link Pace}.
 *
 * <p>A broker can gather too (a least size and a longest wait of a fetch), but it does so all the
 * time: it would answer each waiting consumer a dozen times a second that there is nothing.
 */
final class PacedConsumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

    private final Duration pace;

    /**
     * Makes a factory.
     *
     * @param like has the settings, and is told of the consumers
     * @param pace from a poll that brought something to the next
     */
    PacedConsumers(ConsumerFactory<byte[], byte[]> like, Duration pace) {
        super(like.getConfigurationProperties());
        this.pace = pace;
        like.getListeners().forEach(this::addListener);
        like.getPostProcessors().forEach(this::addPostProcessor);
    }

    @Override
    protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
        return new PacedConsumer(settings);
    }

    private final class PacedConsumer extends ExtendedKafkaConsumer {

        private final Pace ownPace;

        PacedConsumer(Map<String, Object> settings) {
            super(settings);
            int fullPoll =
                    new ConsumerConfig(settings).getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
            this.ownPace = new Pace(pace, fullPoll, System::nanoTime);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            long left = ownPace.nanosLeft();
            if (left > 0) {
                LockSupport.parkNanos(left); // woken up early it polls early
            }
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            ownPace.polled(polled.count());
            return polled;
        }
    }
}
