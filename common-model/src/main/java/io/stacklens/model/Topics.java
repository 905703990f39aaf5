package io.stacklens.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every topic once: what it holds, who writes it and who reads it. The migrator makes them. */
public final class Topics {

    /**
     * Records as received. Key: none, the collector picks the partition by source. Value: {@code
     * RawBatch}. Written by the collector, read by the parser.
     */
    public static final String COLLECTED_LOGS = "collected-logs";

    /** Value: {@code LogBatch}, in its input's partition. Written by parser, read by enrichment. */
    public static final String PARSED_LOGS = "parsed-logs";

    /**
     * Value: {@code LogBatch} with more columns, in its input's partition. Written by enrichment,
     * read by analytics, anomaly detection and the live tail.
     */
    public static final String ENRICHED_LOGS = "enriched-logs";

    /**
     * Key: service. Value: {@code WindowDelta}, what one transaction's batches add for that
     * service. Written and read by analytics.
     */
    public static final String WINDOW_DELTAS = "window-deltas";

    /**
     * Key: service, route, window and start, partitioned by service. Value: {@code WindowMetrics}
     * as JSON; the headers {@value #LATENCY_SKETCH_HEADER} and {@value #USERS_SKETCH_HEADER} hold
     * the sketches. Written by analytics, read by analytics (to store) and anomaly detection.
     */
    public static final String WINDOW_METRICS = "window-metrics";

    /**
     * Key: rule and series. Value: {@code Alert} as JSON, one for each change of state. Written by
     * analytics, read by on-call tools, analytics (to store) and the dashboard.
     */
    public static final String ANALYTICS_ALERTS = "analytics-alerts";

    /**
     * Key: series, partitioned by service. Value: {@code Anomaly} as JSON. Written by anomaly
     * detection, read by analytics (alerts) and the dashboard.
     */
    public static final String ANOMALIES = "anomalies";

    /**
     * Key: service. Value: {@code AlertCommand} as JSON. Written by the dashboard API, read by
     * analytics.
     */
    public static final String ALERT_COMMANDS = "alert-commands";

    /**
     * Key: service and instance. Value: {@code Heartbeat} as JSON, once a second. Written by every
     * service, read by the dashboard.
     */
    public static final String HEARTBEATS = "heartbeats";

    /**
     * In the partition of what it read: {@code SeenKeys}, the parts of requests with a key that one
     * transaction took from {@code collected-logs}. Written and read by the parser, which leaves
     * out what comes again.
     */
    public static final String SEEN_KEYS = "seen-keys";

    /**
     * Key: spool id and partition. Value: the sequence, in digits, of the last batch that left this
     * spool; compacted. Written in the transaction of those batches and read by the collector.
     */
    public static final String COLLECTOR_SPOOL_POSITIONS = "collector-spool-positions";

    /**
     * Key: consumer group, id of the source topic and partition ({@code group/id/partition}); a
     * group has one partition of this topic. Value: the offset, in digits, where the stage goes on;
     * compacted. Written in the transaction of the output; the stage handles nothing before it,
     * whatever its group's offsets say.
     */
    public static final String STAGE_POSITIONS = "stage-positions";

    /**
     * Key: what was replayed ({@code stage|topic|partition|offset|index}). Value: which dead
     * letter, when and by whom, as JSON; compacted. Written in the transaction of the replayed
     * record and read by the dashboard, which replays nothing twice.
     */
    public static final String DEAD_LETTER_REPLAYS = "dead-letter-replays";

    /**
     * Key: {@value #ACCESS_LIST_KEY}. Value: {@code AccessList} as JSON, whole, at each change and
     * every few seconds; compacted. Written by the dashboard API, read by every other service,
     * which checks credentials by the last one.
     */
    public static final String ACCESS_LIST = "access-list";

    public static final String ACCESS_LIST_KEY = "access-list";

    /** A request that is sent again with its key within this time counts once. */
    public static final Duration REPEATS_KNOWN_FOR = Duration.ofHours(24);

    public static final String LATENCY_SKETCH_HEADER = "latency-sketch";
    public static final String USERS_SKETCH_HEADER = "users-sketch";

    private static final int LOG_PARTITIONS = 4;

    /** So many that no two of our groups share one, and a killed stage delays no other. */
    private static final int POSITION_PARTITIONS = 8;

    private static final Duration LOGS_KEPT = Duration.ofHours(6);
    private static final long DEFAULT_LOG_BYTES = 10L << 30;

    private Topics() {}

    /** The dead-letter topic of a topic. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }

    /** All topics with the default bound of 10 GiB on what the log topics retain together. */
    public static List<TopicSpec> all() {
        return all(DEFAULT_LOG_BYTES);
    }

    /**
     * All topics.
     *
     * @param logBytes how much the three log topics may retain together, in bytes
     */
    public static List<TopicSpec> all(long logBytes) {
        List<TopicSpec> topics = new ArrayList<>();
        for (String name : List.of(COLLECTED_LOGS, PARSED_LOGS, ENRICHED_LOGS)) {
            topics.add(
                    topic(
                            name,
                            LOG_PARTITIONS,
                            LOGS_KEPT,
                            Map.of(
                                    "retention.bytes",
                                            Long.toString(logBytes / (3 * LOG_PARTITIONS)),
                                    "segment.bytes", Integer.toString(128 << 20))));
        }
        topics.add(
                topic(
                        WINDOW_DELTAS,
                        LOG_PARTITIONS,
                        Duration.ofHours(6),
                        Map.of("segment.bytes", Integer.toString(128 << 20))));
        topics.add(
                topic(
                        WINDOW_METRICS,
                        LOG_PARTITIONS,
                        Duration.ofDays(7),
                        Map.of("cleanup.policy", "compact,delete")));
        topics.add(topic(ANALYTICS_ALERTS, 3, Duration.ofDays(30), Map.of()));
        topics.add(topic(ANOMALIES, LOG_PARTITIONS, Duration.ofDays(30), Map.of()));
        topics.add(topic(ALERT_COMMANDS, LOG_PARTITIONS, Duration.ofDays(1), Map.of()));
        topics.add(
                topic(
                        SEEN_KEYS,
                        LOG_PARTITIONS,
                        // The repetition may have waited in collected-logs as long as that goes.
                        REPEATS_KNOWN_FOR.plus(LOGS_KEPT).plusHours(1),
                        Map.of("segment.bytes", Integer.toString(16 << 20))));
        topics.add(compacted(COLLECTOR_SPOOL_POSITIONS, LOG_PARTITIONS));
        topics.add(stagePositions());
        topics.add(compacted(DEAD_LETTER_REPLAYS, 1));
        topics.add(compacted(ACCESS_LIST, 1));
        topics.add(
                topic(
                        HEARTBEATS,
                        1,
                        Duration.ofHours(1),
                        Map.of("segment.bytes", Integer.toString(16 << 20))));
        for (String name :
                List.of(
                        COLLECTED_LOGS,
                        PARSED_LOGS,
                        ENRICHED_LOGS,
                        WINDOW_DELTAS,
                        WINDOW_METRICS,
                        ANALYTICS_ALERTS,
                        ANOMALIES,
                        ALERT_COMMANDS)) {
            int partitions =
                    topics.stream()
                            .filter(t -> t.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .partitions();
            topics.add(topic(deadLetters(name), partitions, Duration.ofDays(30), Map.of()));
        }
        return List.copyOf(topics);
    }

    /** Keeps the last record of each key for good; small segments, since it is read whole. */
    private static TopicSpec compacted(String name, int partitions) {
        return new TopicSpec(
                name,
                partitions,
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "segment.bytes",
                        Integer.toString(4 << 20),
                        "message.timestamp.type",
                        "LogAppendTime",
                        "max.message.bytes",
                        Integer.toString(8 << 20)));
    }

    /** Written a dozen times a second, and kept so small that it is read in milliseconds. */
    private static TopicSpec stagePositions() {
        Map<String, String> configs = new HashMap<>(compacted(STAGE_POSITIONS, 1).configs());
        configs.put("segment.bytes", Integer.toString(1 << 20));
        configs.put("min.cleanable.dirty.ratio", "0.1");
        // The ends of transactions are kept for so long, a million in the default of a day.
        configs.put("delete.retention.ms", Long.toString(Duration.ofMinutes(1).toMillis()));
        return new TopicSpec(STAGE_POSITIONS, POSITION_PARTITIONS, configs);
    }

    private static TopicSpec topic(
            String name, int partitions, Duration retention, Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(more);
        configs.put("retention.ms", Long.toString(retention.toMillis()));
        // With event times as record timestamps, retention would delete back-filled data unread.
        configs.put("message.timestamp.type", "LogAppendTime");
        configs.put("max.message.bytes", Integer.toString(8 << 20));
        return new TopicSpec(name, partitions, configs);
    }
}
