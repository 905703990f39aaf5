package io.stacklens.analytics.alerts;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * How far behind the chain from the collector to the rules is, in time: how long ago a topic first
 * held a record that its group has not committed yet. While it is behind, silence proves nothing.
 */
final class ChainLag {

    private static final Duration HELD_FROM = Duration.ofSeconds(10);
    private static final long ANSWER_SECONDS = 5;

    /** Topic and group, in the order of the path. Deltas and alerts are analytics' own. */
    private static final Map<String, String> CHAIN =
            Map.of(
                    Topics.COLLECTED_LOGS, "parser",
                    Topics.PARSED_LOGS, "enrichment",
                    Topics.ENRICHED_LOGS, "analytics-deltas",
                    Topics.WINDOW_DELTAS, "analytics-alerts");

    private final Supplier<Admin> clients;
    private final InstantSource clock;
    private final Map<TopicPartition, PartitionLag> partitions = new HashMap<>();

    private @Nullable Admin client;
    private volatile State state = new State(Instant.MIN, false, Duration.ZERO);

    ChainLag(Supplier<Admin> clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /** Whether the chain is too far behind, has not been drained since the start, or is unknown. */
    boolean isBehind() {
        State now = state;
        return !now.drained()
                || now.lag().compareTo(HELD_FROM) > 0
                || now.at().plus(HELD_FROM).isBefore(clock.instant());
    }

    /** As last seen. */
    Duration lag() {
        return state.lag();
    }

    /** Looks at the offsets of the chain. */
    void look() throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin = client();
        Map<TopicPartition, Long> ends = ends(admin);
        Map<TopicPartition, Long> committed = committed(admin);
        Set<TopicPartition> unread = new HashSet<>(ends.keySet());
        unread.removeAll(committed.keySet());
        // A group that never committed has everything before it that is still there.
        committed.putAll(offsets(admin, unread, OffsetSpec.earliest()));
        record(ends, committed, clock.instant());
    }

    void record(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed, Instant now) {
        Duration lag = Duration.ZERO;
        boolean drained = true;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            TopicPartition partition = end.getKey();
            PartitionLag known =
                    partitions.computeIfAbsent(
                            partition,
                            _ -> new PartitionLag(isTransactional(partition), end.getValue()));
            Duration of = known.look(end.getValue(), committed.getOrDefault(partition, 0L), now);
            lag = of.compareTo(lag) > 0 ? of : lag;
            drained &= known.isDrained();
        }
        state = new State(now, drained, lag);
    }

    void close() {
        if (client != null) {
            client.close(Duration.ofSeconds(1));
        }
    }

    /** Made late, since making one fails while the broker's name is unknown. */
    private Admin client() {
        if (client == null) {
            client = clients.get();
        }
        return client;
    }

    private static Map<TopicPartition, Long> ends(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<TopicPartition> all = new HashSet<>();
        admin.describeTopics(CHAIN.keySet())
                .allTopicNames()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .forEach(
                        (name, topic) ->
                                topic.partitions()
                                        .forEach(
                                                p ->
                                                        all.add(
                                                                new TopicPartition(
                                                                        name, p.partition()))));
        return offsets(admin, all, OffsetSpec.latest());
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all()
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static Map<TopicPartition, Long> committed(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        CHAIN.values().forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> answer =
                admin.listConsumerGroupOffsets(groups).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, Long> committed = new HashMap<>();
        CHAIN.forEach(
                (topic, group) ->
                        answer.getOrDefault(group, Map.of())
                                .forEach(
                                        (partition, offset) -> {
                                            if (offset != null && partition.topic().equals(topic)) {
                                                committed.put(partition, offset.offset());
                                            }
                                        }));
        return committed;
    }

    private static boolean isTransactional(TopicPartition partition) {
        return List.of(Topics.PARSED_LOGS, Topics.ENRICHED_LOGS, Topics.WINDOW_DELTAS)
                .contains(partition.topic());
    }

    private record State(Instant at, boolean drained, Duration lag) {}
}
