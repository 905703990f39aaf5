package io.stacklens.analytics.windows;

import io.stacklens.analytics.streams.Decoder;
import io.stacklens.analytics.streams.ReceivedDelta;
import io.stacklens.analytics.streams.ServicePartition;
import io.stacklens.analytics.streams.SourceTopics;
import io.stacklens.analytics.streams.StateStores;
import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

import java.util.Optional;
import java.util.Set;

/** The topology of the window merge; nothing of Spring in it. */
final class WindowTopology {

    static final String DELTA_LOG = "window-delta-log";
    static final String OPEN_WINDOWS = "open-windows";
    static final String ROUTES = "window-routes";
    static final String READ_OFFSETS = "window-read-offsets";

    private WindowTopology() {}

    /**
     * Merges window deltas into windows, and publishes each changed window at most once a second,
     * whole, with its revision. A window that is not in state is read back from its row first, so
     * late and back-filled deltas land where they belong. Input {@code window-deltas} by service;
     * output {@code window-metrics}, also partitioned by service.
     */
    static Topology windowMerge(WindowRows rows, WindowsProperties settings, SourceTopics sources) {
        Serializer<WindowMetrics> json = (_, window) -> Json.write(window);
        StreamPartitioner<String, WindowMetrics> byService =
                (_, _, window, partitions) ->
                        Optional.of(Set.of(ServicePartition.of(window.service(), partitions)));
        Topology topology = new Topology();
        topology.addSource(
                        "deltas",
                        new ByteArrayDeserializer(),
                        new Decoder<>(ReceivedDelta::decode),
                        Topics.WINDOW_DELTAS)
                .addProcessor("merge", () -> new WindowMerge(rows, settings, sources), "deltas")
                .addStateStore(StateStores.inMemory(DELTA_LOG), "merge")
                .addStateStore(StateStores.inMemory(OPEN_WINDOWS), "merge")
                .addStateStore(StateStores.inMemory(ROUTES), "merge")
                .addStateStore(StateStores.inMemoryLoggedAtCommits(READ_OFFSETS), "merge")
                .addSink(
                        "windows",
                        Topics.WINDOW_METRICS,
                        new StringSerializer(),
                        json,
                        byService,
                        "merge");
        return topology;
    }
}
