package io.stacklens.pipeline.health;

import java.util.Map;

/** Knows how far consumer groups of this service are behind, for the heartbeats. */
public interface LagSource {

    /** Kafka records not yet read, by consumer group; answers at once. */
    Map<String, Long> lag();
}
