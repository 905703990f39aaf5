package io.stacklens.collector.intake;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.stacklens.collector.delivery.Delivery;
import io.stacklens.pipeline.fate.RecordFates;
import io.stacklens.pipeline.health.Gated;

import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

/**
 * The one place where a record enters. It keeps one open batch for each partition, puts the lines
 * of a source into the same partition in their order, and answers when they are safe, in Kafka or
 * on disk.
 */
public final class Collector implements Gated {

    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    private final Delivery delivery;
    private final RecordFates fates;
    private final BatchProperties limits;
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("linger-", 0).factory());

    /** Empty until their number is known, and again after the end. */
    private volatile List<PartitionIntake> partitions = List.of();

    Collector(Delivery delivery, RecordFates fates, BatchProperties limits) {
        this.delivery = delivery;
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
            return refused(lines, new IllegalStateException("topics are not there yet"));
        }
        int partition = Math.floorMod(connection.hashCode(), open.size());
        Exception refusal = delivery.refusal(partition);
        if (refusal != null) {
            return refused(lines, refusal);
        }
        Receipt receipt = new Receipt(lines);
        open.get(partition).add(lines, receipt);
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
            return refused(lines, new IllegalStateException("topics are not there yet"));
        }
        int partition = Math.floorMod(hash(key), open.size());
        Exception refusal = delivery.refusal(partition);
        if (refusal != null) {
            return refused(lines, refusal);
        }
        Receipt receipt = new Receipt(lines);
        RequestPart.cut(key, lines)
                .forEach(part -> open.get(partition).addPart(part, lines, receipt));
        receipt.handedOver();
        return receipt.outcome();
    }

    private static CompletableFuture<Outcome> refused(List<RawLine> lines, Exception cause) {
        return completedFuture(new Outcome(0, lines, cause));
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

    /** What waits on disk and what comes can be taken before Kafka is there. */
    @Override
    public boolean isAutoStartup() {
        return delivery.knowsPartitions();
    }

    @Override
    public void start() {
        if (isOpen()) {
            return; // before the gate opened
        }
        BatchSender sender =
                (batch, logRecords, answered) ->
                        delivery.send(batch.partition(), batch.value(), logRecords, answered);
        partitions =
                IntStream.range(0, delivery.start())
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
        delivery.stop();
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
}
