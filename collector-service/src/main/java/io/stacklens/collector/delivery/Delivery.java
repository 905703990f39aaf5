package io.stacklens.collector.delivery;

import io.stacklens.collector.spool.PartitionSpool;
import io.stacklens.collector.spool.Spool;
import io.stacklens.collector.spool.SpoolFullException;
import io.stacklens.model.Topics;
import io.stacklens.pipeline.fate.RecordFates;
import io.stacklens.pipeline.health.BrokerStandIn;
import io.stacklens.pipeline.health.HealthComponent;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings batches to Kafka exactly once: each partition has a {@link Lane}, and all share a producer
 * and the writer of the spool. A batch is answered for when Kafka or the disk has it.
 */
public final class Delivery implements HealthComponent, BrokerStandIn {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /** What the topic takes, less room for what Kafka puts around a batch. */
    private static final int MAX_VALUE_BYTES = (8 << 20) - (4 << 10);

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Spool spool;
    private final KafkaClients clients;
    private final LaneLimits limits;
    private final BacklogProperties backlog;
    private final RecordFates fates;
    private final InstantSource clock;
    private final SpoolWriter writer = new SpoolWriter();
    private final List<Drain> drains = new ArrayList<>();
    private volatile List<Lane> lanes = List.of();
    private volatile @Nullable Producer<byte[], byte[]> producer;
    private @Nullable Thread connecting;
    private @Nullable LagGuard lagGuard;

    Delivery(
            Spool spool,
            KafkaClients clients,
            LaneLimits limits,
            BacklogProperties backlog,
            RecordFates fates,
            InstantSource clock) {
        this.spool = spool;
        this.clients = clients;
        this.limits = limits;
        this.backlog = backlog;
        this.fates = fates;
        this.clock = clock;
    }

    /** Whether it can start before Kafka is there: the number of partitions is known. */
    public boolean knowsPartitions() {
        return !spool.partitions().isEmpty();
    }

    /** Starts, waiting for Kafka only when it was never there before; returns the partitions. */
    public int start() {
        if (!knowsPartitions()) {
            spool.partitions(partitionCount());
        }
        List<Lane> made = new ArrayList<>();
        List<SpoolWriter.Way> ways = new ArrayList<>();
        for (PartitionSpool partition : spool.partitions()) {
            Lane lane =
                    new Lane(partition, spool.firstSequence(), limits, fates, clock, writer::wake);
            made.add(lane);
            ways.add(new SpoolWriter.Way(lane, partition));
            drains.add(
                    new Drain(
                            lane,
                            spool.firstSequence(),
                            number -> DrainSession.open(clients, number)));
        }
        lanes = List.copyOf(made);
        writer.lanes(ways);
        writer.start();
        drains.forEach(Drain::start);
        connecting = Thread.ofPlatform().daemon().name("collector-connect").start(this::connect);
        LagGuard guard =
                new LagGuard(
                        (partition, hold) -> lanes.get(partition).hold(hold),
                        made.size(),
                        clients,
                        backlog,
                        clock);
        guard.start();
        lagGuard = guard;
        return made.size();
    }

    /**
     * Sends a batch; the caller sees to the order within a partition.
     *
     * @param answered told once: null when the batch is safe, else why it was refused
     */
    public void send(
            int partition,
            byte[] value,
            int logRecords,
            java.util.function.Consumer<@Nullable Exception> answered) {
        if (value.length > MAX_VALUE_BYTES) {
            answered.accept(
                    new RecordTooLargeException(
                            "batch of %,d bytes (expected: at most %,d)"
                                    .formatted(value.length, MAX_VALUE_BYTES)));
            return;
        }
        lanes.get(partition).send(value, logRecords, answered);
    }

    /** Why lines for a partition are better refused now; null when they are welcome. */
    public @Nullable Exception refusal(int partition) {
        if (!lanes.get(partition).isSpooling()) {
            return null;
        }
        String reason = spool.refusal();
        return reason.isEmpty() ? null : new SpoolFullException(reason);
    }

    /** What is in memory goes to Kafka if it answers soon, else to disk. */
    public void stop() {
        try {
            if (lagGuard != null) {
                lagGuard.stop();
            }
            long end = System.nanoTime() + STOP_PATIENCE.toNanos();
            while (lanes.stream().anyMatch(lane -> !lane.isSpooling() && !lane.isIdle())
                    && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            for (Drain drain : drains) {
                drain.stop();
            }
            lanes.forEach(Lane::leave);
            writer.stop();
            if (connecting != null) {
                connecting.interrupt();
                connecting.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Producer<byte[], byte[]> made = producer;
        if (made != null) {
            made.close(CLOSE_TIMEOUT);
        }
        spool.close();
    }

    @Override
    public String name() {
        return "spool";
    }

    @Override
    public State check() {
        String refusal = spool.refusal();
        List<Lane> spooling = lanes.stream().filter(Lane::isSpooling).toList();
        if (spooling.isEmpty()) {
            return State.up("empty");
        }
        if (!refusal.isEmpty()) {
            return State.down(refusal);
        }
        return State.up(
                "spooling since %s: %,d lines, %,d bytes"
                        .formatted(
                                Instant.ofEpochMilli(
                                        spooling.stream()
                                                .mapToLong(Lane::spoolingSince)
                                                .min()
                                                .orElseThrow()),
                                spool.logRecords(),
                                spool.bytes()));
    }

    @Override
    public boolean standsIn() {
        return !lanes.isEmpty();
    }

    /** A busy broker may not tell within the short time that a sender can be made to wait. */
    private int partitionCount() {
        Producer<byte[], byte[]> made = clients.direct();
        producer = made;
        while (true) {
            try {
                return made.partitionsFor(Topics.COLLECTED_LOGS).size();
            } catch (TimeoutException e) {
                log.atDebug().setCause(e).log("partitions not known yet");
            }
        }
    }

    private void connect() {
        try {
            while (!isConnected()) {
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException | InterruptException _) {
            log.atDebug().log("stopped before Kafka was there");
        }
    }

    private boolean isConnected() {
        try {
            Producer<byte[], byte[]> made = producer;
            if (made == null) {
                made = clients.direct();
                producer = made;
            }
            int count = made.partitionsFor(Topics.COLLECTED_LOGS).size();
            if (count > lanes.size()) {
                spool.partitions(count);
                log.atWarn()
                        .addKeyValue("partitions", count)
                        .addKeyValue("used", lanes.size())
                        .log("the topic has grown, all partitions are used after a restart");
            }
            Map<TopicPartition, Long> ends = ends();
            ProducerSender sender = new ProducerSender(made, spool.id());
            for (Lane lane : lanes) {
                lane.connected(sender, ends.getOrDefault(place(lane), 0L));
            }
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) { // also while the broker's name is unknown
            log.atDebug().setCause(e).log("Kafka is not there yet");
            return false;
        }
    }

    private Map<TopicPartition, Long> ends() {
        try (Consumer<byte[], byte[]> reader = clients.reader()) {
            List<TopicPartition> places = lanes.stream().map(Delivery::place).toList();
            reader.assign(places);
            return reader.endOffsets(places);
        }
    }

    private static TopicPartition place(Lane lane) {
        return new TopicPartition(Topics.COLLECTED_LOGS, lane.partition());
    }
}
