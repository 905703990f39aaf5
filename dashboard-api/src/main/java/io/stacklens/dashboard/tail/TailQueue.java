package io.stacklens.dashboard.tail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events that wait for one client. Offering never blocks: when too much waits, records are dropped
 * until half of it was read, so that a slow client misses one stretch and not every other line, and
 * the number of them stands at their place.
 */
final class TailQueue {

    private final int mostEvents;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<TailEvent> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean dropping;
    private long dropped;
    private TailPosition reached;
    private boolean closed;

    /**
     * An empty one.
     *
     * @param joined where the client begins
     */
    TailQueue(int mostEvents, long mostBytes, TailPosition joined) {
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
        this.reached = joined;
    }

    /** Adds an event, and answers whether it found room. */
    boolean offer(TailEvent event) {
        lock.lock();
        try {
            dropping = isOver(event, dropping ? 2 : 1);
            if (dropping) {
                dropped++;
                return false;
            }
            if (dropped > 0) {
                add(TailEvent.dropped(dropped));
                dropped = 0;
            }
            add(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** All up to here was offered. */
    void reached(TailPosition position) {
        lock.lock();
        try {
            reached = position;
        } finally {
            lock.unlock();
        }
    }

    /** The next event; one that says where the client is, if none comes in time. */
    TailEvent next(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && dropped == 0 && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            TailEvent event = waiting.poll();
            if (event != null) {
                bytes -= event.size();
                return event;
            }
            if (dropped > 0) {
                TailEvent gap = TailEvent.dropped(dropped);
                dropped = 0;
                return gap;
            }
            return TailEvent.alive(reached);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream of the client. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver(TailEvent event, int divisor) {
        return !waiting.isEmpty()
                && (waiting.size() >= mostEvents / divisor
                        || bytes + event.size() > mostBytes / divisor);
    }

    private void add(TailEvent event) {
        waiting.add(event);
        bytes += event.size();
        changed.signal();
    }
}
