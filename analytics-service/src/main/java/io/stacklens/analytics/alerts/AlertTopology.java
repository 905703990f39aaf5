package io.stacklens.analytics.alerts;

import static java.util.Objects.requireNonNull;

import io.stacklens.analytics.streams.Decoder;
import io.stacklens.analytics.streams.ReceivedDelta;
import io.stacklens.analytics.streams.SourceTopics;
import io.stacklens.analytics.streams.StateStores;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.json.Json;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/** The topology of the alerts; nothing of Spring in it. */
final class AlertTopology {

    static final String DELTA_LOG = "alert-delta-log";
    static final String RULE_BUCKETS = "rule-buckets";
    static final String EPISODES = "episodes";
    static final String LEARNED = "learned";
    static final String READ_OFFSETS = "alert-read-offsets";

    private AlertTopology() {}

    /**
     * Looks at the latest buckets by the rules, and publishes each change of an episode's state
     * once. Inputs {@code window-deltas}, {@code alert-commands} and {@code anomalies}, all
     * partitioned by service, so that one task knows all of a service; output {@code
     * analytics-alerts}. It is an application of its own, apart from the window merge, because it
     * must not wait for the database.
     */
    static Topology alerts(AlertInputs inputs, SourceTopics sources) {
        Serializer<Alert> json = (_, alert) -> Json.write(alert);
        Topology topology = new Topology();
        topology.addSource(
                        "deltas",
                        new ByteArrayDeserializer(),
                        new Decoder<>(ReceivedDelta::decode),
                        Topics.WINDOW_DELTAS)
                .addSource(
                        "commands",
                        new ByteArrayDeserializer(),
                        new Decoder<>(AlertTopology::command),
                        Topics.ALERT_COMMANDS)
                .addSource(
                        "anomalies",
                        new ByteArrayDeserializer(),
                        new Decoder<>(AlertTopology::anomaly),
                        Topics.ANOMALIES)
                .addProcessor(
                        "evaluate",
                        () -> new AlertProcessor(inputs, sources),
                        "deltas",
                        "commands",
                        "anomalies")
                .addStateStore(StateStores.inMemory(DELTA_LOG), "evaluate")
                .addStateStore(StateStores.inMemory(RULE_BUCKETS), "evaluate")
                .addStateStore(StateStores.inMemory(EPISODES), "evaluate")
                .addStateStore(StateStores.inMemory(LEARNED), "evaluate")
                .addStateStore(StateStores.inMemoryLoggedAtCommits(READ_OFFSETS), "evaluate")
                .addSink(
                        "alerts",
                        Topics.ANALYTICS_ALERTS,
                        new StringSerializer(),
                        json,
                        "evaluate");
        return topology;
    }

    /** What lacks a needed field is malformed. */
    private static AlertCommand command(byte[] bytes) {
        AlertCommand command = Json.read(bytes, AlertCommand.class);
        requireNonNull(command.alertId(), "alert_id");
        requireNonNull(command.action(), "action");
        return command;
    }

    private static Anomaly anomaly(byte[] bytes) {
        Anomaly anomaly = Json.read(bytes, Anomaly.class);
        requireNonNull(anomaly.service(), "service");
        requireNonNull(anomaly.windowStart(), "window_start");
        requireNonNull(anomaly.windowEnd(), "window_end");
        requireNonNull(anomaly.severity(), "severity");
        return anomaly;
    }
}
