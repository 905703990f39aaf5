package io.stacklens.pipeline.stage;

import static java.util.Objects.requireNonNull;

import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFates;
import io.stacklens.pipeline.health.Gated;
import io.stacklens.pipeline.health.HealthComponent;
import io.stacklens.pipeline.health.LagSource;
import io.stacklens.pipeline.health.ListenerContainers;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.backoff.ExponentialBackOff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Moves batches from one topic to others exactly once: a poll, what it produces, its offsets and
 * the stage's position are one Kafka transaction. Bad data become dead letters in that transaction.
 * When something is away the transaction rolls back and the poll is tried again, after 200 ms at
 * first and up to 10 s, for as long as it takes; readiness says so meanwhile.
 */
public final class TransactionalStage implements Gated, HealthComponent, LagSource {

    private static final Logger log = LoggerFactory.getLogger(TransactionalStage.class);

    private final StageSpec spec;
    private final Supplier<? extends StageTransform> transforms;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final DeadLetters deadLetters;
    private final RecordFates fates;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private final LagSource lag;

    /** What each thread has done in a poll whose commit has not been confirmed. */
    @SuppressWarnings("ThreadLocalUsage") // a stage lives as long as its threads
    private final ThreadLocal<@Nullable Settling> unsettled = new ThreadLocal<>();

    private final HandledOffsets handled;
    private volatile String trouble = "";

    TransactionalStage(
            StageSpec spec,
            Supplier<? extends StageTransform> transforms,
            @Nullable ConsumerRebalanceListener rebalances,
            ConsumerFactory<byte[], byte[]> consumers,
            KafkaTransactionManager<byte[], byte[]> transactions,
            StagePositionsTopic positions,
            DeadLetters deadLetters,
            RecordFates fates) {
        this.spec = spec;
        this.transforms = transforms;
        this.deadLetters = deadLetters;
        this.fates = fates;
        this.handled =
                new HandledOffsets(
                        spec.name(), () -> positions.read(spec.group(), spec.sourceTopic()));
        this.kafka = template(transactions);
        this.container = container(rebalances, consumers, transactions);
        this.lag = new ListenerContainers(() -> List.of(container));
    }

    @Override
    public String name() {
        return "consumer-" + spec.name();
    }

    @Override
    public State check() {
        if (!trouble.isEmpty()) {
            return State.down("retrying: " + trouble);
        }
        Collection<TopicPartition> assigned = container.getAssignedPartitions();
        int partitions = assigned == null ? 0 : assigned.size();
        return partitions > 0
                ? State.up("%d partitions of %s".formatted(partitions, spec.sourceTopic()))
                : State.down("no partition of " + spec.sourceTopic());
    }

    @Override
    public Map<String, Long> lag() {
        return lag.lag();
    }

    @Override
    public void start() {
        endWhatAKillLeftOpen();
        container.start();
    }

    /**
     * A producer that takes up its transactional id ends the transaction that a killed process left
     * open. Made only with the first poll it would be too late: while offsets are pending in that
     * transaction the consumer is not told where to begin, so there is no poll until it times out.
     */
    private void endWhatAKillLeftOpen() {
        List<Producer<byte[], byte[]>> made = new ArrayList<>();
        try {
            for (int i = 0; i < spec.threads(); i++) {
                made.add(kafka.getProducerFactory().createProducer());
            }
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("stage", spec.name())
                    .addKeyValue("error", e.getMessage())
                    .log("transactions of a killed process end by their timeout");
        } finally {
            made.forEach(Producer::close); // the factory keeps them for the threads
        }
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public void stop(Runnable callback) {
        container.stop(callback);
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    private static KafkaTemplate<byte[], byte[]> template(
            KafkaTransactionManager<byte[], byte[]> transactions) {
        KafkaTemplate<byte[], byte[]> template =
                new KafkaTemplate<>(transactions.getProducerFactory());
        // Each record of a transaction that rolls back would be logged as an error of its own.
        template.setProducerListener(new ProducerListener<>() {});
        return template;
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            @Nullable ConsumerRebalanceListener rebalances,
            ConsumerFactory<byte[], byte[]> consumers,
            KafkaTransactionManager<byte[], byte[]> transactions) {
        // Without it nobody is told when a transaction has committed.
        transactions.setTransactionSynchronization(
                AbstractPlatformTransactionManager.SYNCHRONIZATION_ALWAYS);
        ContainerProperties properties = new ContainerProperties(spec.sourceTopic());
        properties.setGroupId(spec.group());
        if (rebalances != null) {
            properties.setConsumerRebalanceListener(rebalances);
        }
        properties.setKafkaAwareTransactionManager(transactions);
        properties.setMessageListener(
                (BatchConsumerAwareMessageListener<byte[], byte[]>) this::onPoll);
        ConcurrentMessageListenerContainer<byte[], byte[]> made =
                new ConcurrentMessageListenerContainer<>(
                        new PacedConsumers(consumers, spec.pace()), properties);
        made.setBeanName(spec.name());
        made.setConcurrency(spec.threads());
        made.setAfterRollbackProcessor(new Again());
        return made;
    }

    private void onPoll(
            List<ConsumerRecord<byte[], byte[]>> polled, @Nullable Consumer<?, ?> consumer) {
        try {
            handled.refresh(requireNonNull(consumer));
            List<ConsumerRecord<byte[], byte[]>> open = withoutCommitted(polled, consumer);
            handled.requireBeyond(open);
            StageTransform transform = transforms.get();
            FateCounts counts = new StagePoll(deadLetters, this::send).run(open, transform);
            handled.positions(polled).forEach(this::send);
            Settling settling = new Settling(counts, transform, polled);
            unsettled.set(settling);
            TransactionSynchronizationManager.registerSynchronization(settling);
        } catch (RuntimeException e) {
            trouble = e.toString();
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failed send fails the commit
    private void send(ProducerRecord<byte[], byte[]> record) {
        kafka.send(record);
    }

    /**
     * A commit whose answer never came may have happened, yet the poll comes again. By now the new
     * transaction has ended the old one, so the positions that were in it tell.
     */
    private List<ConsumerRecord<byte[], byte[]>> withoutCommitted(
            List<ConsumerRecord<byte[], byte[]>> polled, Consumer<?, ?> consumer) {
        Settling settling = unsettled.get();
        if (settling == null) {
            return polled;
        }
        handled.reread();
        unsettled.remove();
        if (!settling.polled.stream().allMatch(handled::isHandled)) {
            return polled;
        }
        settling.settle();
        handled.skip(settling.polled, consumer); // a shorter poll leaves it in the midst of them
        return polled.stream().filter(record -> !handled.isHandled(record)).toList();
    }

    private final class Settling implements TransactionSynchronization {
        private final FateCounts counts;
        private final StageTransform transform;
        private final List<ConsumerRecord<byte[], byte[]>> polled;

        Settling(
                FateCounts counts,
                StageTransform transform,
                List<ConsumerRecord<byte[], byte[]>> polled) {
            this.counts = counts;
            this.transform = transform;
            this.polled = polled;
        }

        void settle() {
            counts.settle(fates);
            transform.committed();
        }

        @Override
        public void afterCommit() {
            trouble = "";
            unsettled.remove();
            settle();
            handled.add(polled);
            if (!counts.deadLettered().isEmpty()) {
                log.atWarn()
                        .addKeyValue("topic", spec.sourceTopic())
                        .addKeyValue("reasons", counts.deadLettered())
                        .log("records sent to dead-letter topic");
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_COMMITTED) {
                trouble = "transaction not committed";
            }
        }
    }

    /** Has a poll that was rolled back come again, without what was handled before it. */
    private final class Again extends DefaultAfterRollbackProcessor<byte[], byte[]> {

        Again() {
            super((_, _) -> {}, backOff());
        }

        @Override
        public void process(
                List<ConsumerRecord<byte[], byte[]>> records,
                Consumer<byte[], byte[]> consumer,
                @Nullable MessageListenerContainer listener,
                Exception exception,
                boolean recoverable,
                ContainerProperties.EOSMode eosMode) {
            super.process(records, consumer, listener, exception, recoverable, eosMode);
            handled.skip(records, consumer);
        }
    }

    private static ExponentialBackOff backOff() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(10_000); // and no limit: nothing is given up
        return backOff;
    }
}
