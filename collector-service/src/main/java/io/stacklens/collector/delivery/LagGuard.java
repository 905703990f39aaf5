package io.stacklens.collector.delivery;

import static java.util.Objects.requireNonNull;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks now and then how far the reader of {@code collected-logs} is behind. Before the topic's
 * retention could delete lines unread, a partition's lines are kept in the spool.
 */
final class LagGuard {

    private static final Logger log = LoggerFactory.getLogger(LagGuard.class);
    private static final ConfigResource TOPIC =
            new ConfigResource(ConfigResource.Type.TOPIC, Topics.COLLECTED_LOGS);

    /** A partition is let go on a little below where it is held, lest it go to and fro. */
    private static final int MARGIN_PERCENT = 10;

    private final Hold hold;
    private final int partitions;
    private final KafkaClients clients;
    private final BacklogProperties properties;
    private final InstantSource clock;
    private final Set<Integer> held = new HashSet<>();
    private final Thread thread;

    LagGuard(
            Hold hold,
            int partitions,
            KafkaClients clients,
            BacklogProperties properties,
            InstantSource clock) {
        this.hold = hold;
        this.partitions = partitions;
        this.clients = clients;
        this.properties = properties;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("lag-guard").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            while (true) {
                watch();
                Thread.sleep(properties.interval());
            }
        } catch (InterruptedException _) {
            log.atDebug().log("lag is no longer watched");
        }
    }

    /** Looks for as long as Kafka answers. */
    private void watch() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            while (true) {
                Thread.sleep(properties.interval());
                look(admin);
            }
        } catch (ExecutionException
                | RuntimeException e) { // a watch that ended would hold for ever
            log.atDebug().setCause(e).log("lag not known");
        }
    }

    private void look(Admin admin) throws ExecutionException, InterruptedException {
        Map<Integer, Backlog> backlogs = backlogs(admin);
        backlogs.forEach(
                (partition, backlog) -> {
                    boolean isHeld = held.contains(partition);
                    int percent = properties.holdAt() - (isHeld ? MARGIN_PERCENT : 0);
                    if (backlog.exceeds(percent) != isHeld) {
                        change(partition, backlog, !isHeld);
                    }
                });
    }

    private void change(int partition, Backlog backlog, boolean toHold) {
        if (toHold) {
            held.add(partition);
        } else {
            held.remove(partition);
        }
        hold.set(partition, toHold);
        log.atWarn()
                .addKeyValue("partition", partition)
                .addKeyValue("unread", backlog.end() - backlog.next())
                .addKeyValue("group", properties.group())
                .log(
                        toHold
                                ? "reader is far behind, keeping lines in the spool"
                                : "reader follows");
    }

    private Map<Integer, Backlog> backlogs(Admin admin)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> places =
                IntStream.range(0, partitions)
                        .mapToObj(number -> new TopicPartition(Topics.COLLECTED_LOGS, number))
                        .toList();
        Config config =
                requireNonNull(admin.describeConfigs(List.of(TOPIC)).all().get().get(TOPIC));
        Map<TopicPartition, OffsetAndMetadata> next =
                admin.listConsumerGroupOffsets(properties.group())
                        .partitionsToOffsetAndMetadata()
                        .get();
        Map<TopicPartition, Long> begin = offsets(admin, places, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(admin, places, OffsetSpec.latest());
        Map<TopicPartition, Long> young = firstYoung(admin, places, config);
        Map<TopicPartition, Long> bytes = bytes(admin);
        Map<Integer, Backlog> backlogs = new HashMap<>();
        for (TopicPartition place : places) {
            long first = begin.getOrDefault(place, 0L);
            long last = end.getOrDefault(place, first);
            OffsetAndMetadata committed = next.get(place);
            long firstYoung = young.getOrDefault(place, first);
            backlogs.put(
                    place.partition(),
                    new Backlog(
                            first,
                            committed == null ? first : committed.offset(),
                            last,
                            bytes.getOrDefault(place, 0L),
                            number(config, TopicConfig.RETENTION_BYTES_CONFIG),
                            firstYoung < 0 ? last : firstYoung));
        }
        return backlogs;
    }

    private Map<TopicPartition, Long> firstYoung(
            Admin admin, List<TopicPartition> places, Config config)
            throws ExecutionException, InterruptedException {
        long retention = number(config, TopicConfig.RETENTION_MS_CONFIG);
        if (retention < 0) {
            return Map.of();
        }
        long oldest = clock.millis() - retention / 100 * properties.holdAt();
        return offsets(admin, places, OffsetSpec.forTimestamp(oldest));
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, List<TopicPartition> places, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> answers =
                admin.listOffsets(places.stream().collect(Collectors.toMap(p -> p, _ -> spec)))
                        .all()
                        .get();
        return answers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    /** The size of each partition's largest replica. */
    private static Map<TopicPartition, Long> bytes(Admin admin)
            throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        Map<TopicPartition, Long> bytes = new HashMap<>();
        for (Map<String, LogDirDescription> broker :
                admin.describeLogDirs(brokers).allDescriptions().get().values()) {
            for (LogDirDescription directory : broker.values()) {
                directory
                        .replicaInfos()
                        .forEach((place, info) -> bytes.merge(place, info.size(), Math::max));
            }
        }
        return bytes;
    }

    private static long number(Config config, String name) {
        return Long.parseLong(config.get(name).value());
    }

    /** Keeps a partition's lines on disk, or lets them go on. */
    interface Hold {
        void set(int partition, boolean hold);
    }
}
