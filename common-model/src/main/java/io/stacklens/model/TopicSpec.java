package io.stacklens.model;

import java.util.Map;

/**
 * How a topic is made: its name, its partitions, and the settings that differ from the broker's.
 */
public record TopicSpec(String name, int partitions, Map<String, String> configs) {

    public TopicSpec {
        configs = Map.copyOf(configs);
    }
}
