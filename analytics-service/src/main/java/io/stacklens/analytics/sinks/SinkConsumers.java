package io.stacklens.analytics.sinks;

import io.stacklens.pipeline.health.HealthComponent;

import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** Whether every sink has partitions to read. */
final class SinkConsumers implements HealthComponent {

    private final KafkaListenerEndpointRegistry listeners;

    SinkConsumers(KafkaListenerEndpointRegistry listeners) {
        this.listeners = listeners;
    }

    @Override
    public String name() {
        return "consumer-sinks";
    }

    @Override
    public State check() {
        Collection<MessageListenerContainer> containers = listeners.getListenerContainers();
        Optional<String> idle =
                containers.stream()
                        .filter(SinkConsumers::hasNoPartition)
                        .map(MessageListenerContainer::getListenerId)
                        .map(Objects::requireNonNull)
                        .sorted()
                        .findFirst();
        return idle.map(id -> State.down(id + " has no partition"))
                .orElseGet(() -> State.up(containers.size() + " sinks"));
    }

    private static boolean hasNoPartition(MessageListenerContainer container) {
        Collection<TopicPartition> assigned = container.getAssignedPartitions();
        return assigned == null || assigned.isEmpty();
    }
}
