package io.stacklens.pipeline.health;

import org.apache.kafka.common.Metric;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lag of Spring's listener containers, as their consumers last saw it when they fetched: the sum of
 * the clients' own metric {@code records-lag} over the assigned partitions.
 */
public final class ListenerContainers implements LagSource {

    private final Supplier<? extends Collection<? extends MessageListenerContainer>> containers;

    public ListenerContainers(
            Supplier<? extends Collection<? extends MessageListenerContainer>> containers) {
        this.containers = containers;
    }

    @Override
    public Map<String, Long> lag() {
        Map<String, Long> lag = new HashMap<>();
        for (MessageListenerContainer container : containers.get()) {
            String group = container.getGroupId();
            if (group != null) {
                lag.merge(group, lagOf(container), Long::sum);
            }
        }
        return lag;
    }

    private static long lagOf(MessageListenerContainer container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals("records-lag"))
                .mapToLong(metric -> records(metric.getValue()))
                .sum();
    }

    private static long records(Metric metric) {
        return metric.metricValue() instanceof Double lag && !lag.isNaN() ? lag.longValue() : 0;
    }
}
