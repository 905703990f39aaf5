package io.stacklens.collector.delivery;

import io.stacklens.collector.spool.SpooledBatch;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** A batch that is on its way. Guarded by its lane. */
final class PendingBatch {

    private final long sequence;
    private final int logRecords;
    private final int size;
    private final long since;
    private final Consumer<@Nullable Exception> answered;
    private byte @Nullable [] value;
    private boolean isAnswered;

    /**
     * @param since {@link System#nanoTime} of its arrival
     * @param answered told once: null when the batch is safe
     */
    PendingBatch(
            long sequence,
            byte[] value,
            int logRecords,
            long since,
            Consumer<@Nullable Exception> answered) {
        this.sequence = sequence;
        this.value = value;
        this.size = value.length;
        this.logRecords = logRecords;
        this.since = since;
        this.answered = answered;
    }

    long sequence() {
        return sequence;
    }

    int logRecords() {
        return logRecords;
    }

    int size() {
        return size;
    }

    long since() {
        return since;
    }

    byte[] value() {
        byte[] bytes = value;
        if (bytes == null) {
            throw new IllegalStateException("batch %d is on disk".formatted(sequence));
        }
        return bytes;
    }

    boolean isOnDisk() {
        return value == null;
    }

    /** It is on disk: memory can go. */
    void onDisk() {
        value = null;
    }

    SpooledBatch spooled(long nowMillis, long doubtFrom) {
        return new SpooledBatch(sequence, nowMillis, logRecords, doubtFrom, value());
    }

    /** What tells the sender, or nothing when that is done already. To be run without locks. */
    Runnable answer(@Nullable Exception error) {
        if (isAnswered) {
            return () -> {};
        }
        isAnswered = true;
        return () -> answered.accept(error);
    }
}
