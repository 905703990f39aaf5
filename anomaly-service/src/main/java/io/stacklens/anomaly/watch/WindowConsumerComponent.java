package io.stacklens.anomaly.watch;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.health.HealthComponent;

import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

import java.util.Collection;

/** Whether this instance reads windows. */
@Component
class WindowConsumerComponent implements HealthComponent {

    private final KafkaListenerEndpointRegistry listeners;

    WindowConsumerComponent(KafkaListenerEndpointRegistry listeners) {
        this.listeners = listeners;
    }

    @Override
    public String name() {
        return "consumer-" + WindowListener.ID;
    }

    @Override
    public State check() {
        MessageListenerContainer container = listeners.getListenerContainer(WindowListener.ID);
        Collection<TopicPartition> assigned =
                container == null ? null : container.getAssignedPartitions();
        return assigned == null || assigned.isEmpty()
                ? State.down("no partition of " + Topics.WINDOW_METRICS)
                : State.up("%d partitions of %s".formatted(assigned.size(), Topics.WINDOW_METRICS));
    }
}
