package io.stacklens.analytics.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.pipeline.topic.SourcePartition;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Topics that can be made anew, and lose records, without a broker. */
public final class KnownTopics implements SourcePartitions {

    private final Map<String, Long> generations = new HashMap<>();
    private final Map<String, Long> ends = new HashMap<>();
    private int asked;

    @Override
    public Map<TopicPartition, SourcePartition> now(Collection<TopicPartition> partitions) {
        asked++;
        return partitions.stream().collect(Collectors.toMap(it -> it, this::now));
    }

    public void makeAnew(String topic) {
        generations.merge(topic, 1L, Long::sum);
    }

    /** Its partitions end here, whatever was read of them. */
    public void endAt(String topic, long offset) {
        ends.put(topic, offset);
    }

    /** How often somebody wanted to know. */
    public int asked() {
        return asked;
    }

    public SourceTopics sources() {
        return SourceTopics.of("test", this, new SimpleMeterRegistry());
    }

    private SourcePartition now(TopicPartition partition) {
        String topic = partition.topic();
        return new SourcePartition(
                partition,
                new Uuid(topic.hashCode(), generations.getOrDefault(topic, 0L)),
                ends.getOrDefault(topic, Long.MAX_VALUE));
    }
}
