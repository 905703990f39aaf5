package io.stacklens.pipeline.stage;

import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.DefaultTransactionIdSuffixStrategy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the transactional stages of a service. */
public final class StageFactory {

    /**
     * So long do readers wait for the open transaction of an instance that was killed and does not
     * come back. A poll takes a fraction of a second; one that took longer would be tried again.
     */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(20);

    private final ServiceIdentity identity;
    private final RecordFatesRegistry fates;
    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Map<String, Object> producerSettings;
    private final StagePositionsTopic positions;
    private final InstantSource clock;

    StageFactory(
            ServiceIdentity identity,
            RecordFatesRegistry fates,
            ConsumerFactory<byte[], byte[]> consumers,
            Map<String, Object> producerSettings,
            StagePositionsTopic positions,
            InstantSource clock) {
        this.identity = identity;
        this.fates = fates;
        this.consumers = consumers;
        this.producerSettings = producerSettings;
        this.positions = positions;
        this.clock = clock;
    }

    /**
     * A stage, to be declared as a bean; the platform gate starts it.
     *
     * @param transforms asked for each poll: a new transform when it sums polls up, else always the
     *     same thread-safe one
     */
    public TransactionalStage stage(StageSpec spec, Supplier<? extends StageTransform> transforms) {
        return make(spec, transforms, null);
    }

    /**
     * A stage that keeps something for each partition.
     *
     * @param rebalances told, in the thread of its consumer, which partitions come and go
     */
    public TransactionalStage stage(
            StageSpec spec,
            Supplier<? extends StageTransform> transforms,
            ConsumerRebalanceListener rebalances) {
        return make(spec, transforms, rebalances);
    }

    private TransactionalStage make(
            StageSpec spec,
            Supplier<? extends StageTransform> transforms,
            @Nullable ConsumerRebalanceListener rebalances) {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
        DefaultKafkaProducerFactory<byte[], byte[]> producers =
                new DefaultKafkaProducerFactory<>(settings);
        // Stable over a restart, so that the broker ends what a killed process left open.
        producers.setTransactionIdPrefix(
                "stacklens-%s-%s-%s-".formatted(identity.name(), spec.name(), identity.instance()));
        // And within the process: a producer that replaces a failed one takes its id over.
        producers.setTransactionIdSuffixStrategy(
                new DefaultTransactionIdSuffixStrategy(spec.threads()));
        return new TransactionalStage(
                spec,
                transforms,
                rebalances,
                consumers,
                new StageTransactions(producers),
                positions,
                new DeadLetters(spec.group(), clock),
                fates.of(spec.name()));
    }
}
