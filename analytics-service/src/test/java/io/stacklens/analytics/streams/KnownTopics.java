package io.stacklens.analytics.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.pipeline.topic.TopicIds;

import org.apache.kafka.common.Uuid;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Topics that can be made anew without a broker. */
public final class KnownTopics implements TopicIds {

    private final Map<String, Long> generations = new HashMap<>();
    private int asked;

    @Override
    public Map<String, Uuid> of(Collection<String> topics) {
        asked++;
        return topics.stream().collect(Collectors.toMap(topic -> topic, this::id));
    }

    public void makeAnew(String topic) {
        generations.merge(topic, 1L, Long::sum);
    }

    /** How often somebody wanted to know. */
    public int asked() {
        return asked;
    }

    public SourceTopics sources() {
        return SourceTopics.of("test", this, new SimpleMeterRegistry());
    }

    private Uuid id(String topic) {
        return new Uuid(topic.hashCode(), generations.getOrDefault(topic, 0L));
    }
}
