package io.stacklens.dashboard.logs;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.LogRecord;
import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one client wants to see, and the records that wait for it. Offering never blocks: a client
 * that reads too slowly loses records, and is told how many.
 */
final class TailClient {

    private final LogQuery query;
    private final @Nullable String service;
    private final @Nullable Severity severity;
    private final BlockingQueue<LogRecord> waiting;
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;

    TailClient(LogQuery query, @Nullable String service, @Nullable Severity severity, int buffer) {
        this.query = query;
        this.service = service;
        this.severity = severity;
        this.waiting = new ArrayBlockingQueue<>(buffer);
    }

    void offer(LogRecord record) {
        boolean wanted =
                (service == null || service.equals(record.service()))
                        && (severity == null || severity == record.severity())
                        && query.matches(record);
        if (wanted && !waiting.offer(record)) {
            dropped.incrementAndGet();
        }
    }

    /** The next record, or null when none came in time. */
    @Nullable LogRecord next(Duration patience) throws InterruptedException {
        return waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** How many were dropped since the last time it was asked. */
    long takeDropped() {
        return dropped.getAndSet(0);
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
