package io.stacklens.collector.intake;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.fate.RecordFates;
import io.stacklens.pipeline.health.Gated;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The one place where a record enters. It keeps one open batch for each partition, puts the lines
 * of a source into the same partition in their order, and answers when Kafka has them.
 */
public final class Collector implements Gated {

    private static final Logger log = LoggerFactory.getLogger(Collector.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final RecordFates fates;
    private final BatchProperties limits;
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("linger-", 0).factory());

    private volatile @Nullable Producer<byte[], byte[]> producer;

    /** Empty until the topic is there, and again after the end. */
    private volatile List<PartitionIntake> partitions = List.of();

    /**
     * @param producers makes the producer once the topics are there
     */
    Collector(
            Supplier<Producer<byte[], byte[]>> producers,
            RecordFates fates,
            BatchProperties limits) {
        this.producers = producers;
        this.fates = fates;
        this.limits = limits;
    }

    /**
     * Takes lines. The future never fails; while nothing can be taken it says so at once.
     *
     * @param connection names the connection or peer; its lines stay in order
     * @param lines not changed before the future is complete
     */
    public CompletableFuture<Outcome> accept(String connection, List<RawLine> lines) {
        List<PartitionIntake> open = partitions;
        if (open.isEmpty()) {
            return refused(lines);
        }
        Receipt receipt = new Receipt(lines);
        open.get(Math.floorMod(connection.hashCode(), open.size())).add(lines, receipt);
        return receipt.outcome();
    }

    /**
     * Takes the lines of a request that its client may send again, to whichever instance; the
     * parser leaves out what it has already seen. The future never fails.
     *
     * @param lines all of the request, in order; not changed before the future is complete
     */
    public CompletableFuture<Outcome> acceptRequest(RequestKey key, List<RawLine> lines) {
        List<PartitionIntake> open = partitions;
        if (open.isEmpty()) {
            return refused(lines);
        }
        PartitionIntake partition = open.get(Math.floorMod(hash(key), open.size()));
        Receipt receipt = new Receipt(lines);
        RequestPart.cut(key, lines).forEach(part -> partition.addPart(part, lines, receipt));
        receipt.handedOver();
        return receipt.outcome();
    }

    private static CompletableFuture<Outcome> refused(List<RawLine> lines) {
        return completedFuture(
                new Outcome(0, lines, new IllegalStateException("topics are not there yet")));
    }

    /** The same in all instances and versions. */
    private static int hash(RequestKey key) {
        return Utils.murmur2(key.text().getBytes(StandardCharsets.US_ASCII));
    }

    /** Counts lines that were received and left out. */
    public void discarded(String reason, int count) {
        if (count > 0) {
            fates.received(count);
            fates.discarded(reason, count);
        }
    }

    public boolean isOpen() {
        return !partitions.isEmpty();
    }

    @Override
    public void start() {
        Producer<byte[], byte[]> made = producers.get();
        BatchSender sender = new KafkaBatchSender(made, fates);
        producer = made;
        partitions =
                IntStream.range(0, partitionCount(made))
                        .mapToObj(number -> new PartitionIntake(number, limits, sender, timer))
                        .toList();
        log.atInfo().addKeyValue("partitions", partitions.size()).log("collecting");
    }

    @Override
    public void stop() {
        List<PartitionIntake> closing = partitions;
        partitions = List.of();
        closing.forEach(PartitionIntake::flush);
        timer.shutdownNow();
        Producer<byte[], byte[]> made = producer;
        if (made != null) {
            made.close(CLOSE_TIMEOUT);
        }
    }

    @Override
    public boolean isRunning() {
        return isOpen();
    }

    /** Stops after the HTTP port and the other receivers. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** A busy broker may not tell within the short time that a sender can be made to wait. */
    private static int partitionCount(Producer<byte[], byte[]> producer) {
        while (true) {
            try {
                return producer.partitionsFor(Topics.COLLECTED_LOGS).size();
            } catch (TimeoutException e) {
                log.atDebug().setCause(e).log("partitions not known yet");
            }
        }
    }
}
