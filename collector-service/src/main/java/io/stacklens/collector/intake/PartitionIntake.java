package io.stacklens.collector.intake;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The open batch of one partition. The lock keeps the lines of a source in their order. */
final class PartitionIntake {

    private final int partition;
    private final BatchProperties limits;
    private final BatchSender sender;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable OpenBatch open;

    PartitionIntake(
            int partition,
            BatchProperties limits,
            BatchSender sender,
            ScheduledExecutorService timer) {
        this.partition = partition;
        this.limits = limits;
        this.sender = sender;
        this.timer = timer;
    }

    void add(List<RawLine> lines, Receipt receipt) {
        lock.lock();
        try {
            for (int i = 0; i < lines.size(); i++) {
                RawLine line = lines.get(i);
                OpenBatch batch = batchWithRoomFor(line.length());
                batch.add(line, receipt, i);
                if (batch.size() >= limits.maxRecords()
                        || batch.bodyBytes() >= limits.maxSize().toBytes()) {
                    send(batch);
                }
            }
        } finally {
            lock.unlock();
        }
        receipt.handedOver();
    }

    /** Sends a part of a request as a batch of its own. */
    void addPart(RequestPart part, List<RawLine> lines, Receipt receipt) {
        OpenBatch batch = new OpenBatch(part.id());
        for (int i = part.from(); i < part.to(); i++) {
            batch.add(lines.get(i), receipt, i);
        }
        lock.lock();
        try {
            send(batch);
        } finally {
            lock.unlock();
        }
    }

    void flush() {
        lock.lock();
        try {
            if (open != null) {
                send(open);
            }
        } finally {
            lock.unlock();
        }
    }

    private OpenBatch batchWithRoomFor(int bytes) {
        OpenBatch batch = open;
        if (batch != null && batch.bodyBytes() + bytes > limits.maxSize().toBytes()) {
            send(batch);
            batch = null;
        }
        if (batch == null) {
            OpenBatch made = new OpenBatch();
            open = made;
            var _ =
                    timer.schedule(
                            () -> flush(made), limits.linger().toNanos(), TimeUnit.NANOSECONDS);
            return made;
        }
        return batch;
    }

    private void flush(OpenBatch batch) {
        lock.lock();
        try {
            if (open == batch) {
                send(batch);
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(OpenBatch batch) {
        if (open == batch) {
            open = null;
        }
        try {
            sender.send(
                    new ProducerRecord<>(Topics.COLLECTED_LOGS, partition, null, batch.encode()),
                    batch.size(),
                    batch::close);
        } catch (KafkaException | IllegalStateException e) { // the latter: closed already
            batch.close(e);
        }
    }
}
