package io.stacklens.e2e.load;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands out line numbers to the connections, each number once, not before its time when a rate is
 * set, until the lines or the time are used up. A share of them is kept for syslog, which has no
 * answers and would otherwise outrun HTTP in a closed loop.
 */
final class LineSupply {

    private static final int SYSLOG_SHARE = 5;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long TURN_NANOS = 1_000_000;

    private final long lines;
    private final long rate;
    private final long startNanos;
    private final long warmNanos;
    private final long endNanos;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong takenForSyslog = new AtomicLong();

    /**
     * Numbers from {@code first} on.
     *
     * @param isTimed whether the warm-up is over
     */
    record Numbers(long first, int count, boolean isTimed) {}

    /**
     * Begins now.
     *
     * @param lines how many at most
     * @param warmUp comes before the duration
     * @param rate lines a second, 0 for as fast as they are taken
     */
    LineSupply(long lines, Duration warmUp, Duration duration, long rate) {
        this.lines = lines;
        this.rate = rate;
        this.startNanos = System.nanoTime();
        this.warmNanos = startNanos + warmUp.toNanos();
        this.endNanos = warmNanos + duration.toNanos();
    }

    /** The next numbers, when it is their time; null when there are no more. */
    @Nullable Numbers take(int atMost) {
        long first = taken.getAndAdd(atMost);
        if (first >= lines) {
            return null;
        }
        int count = (int) Math.min(atMost, lines - first);
        if (rate > 0) {
            // Fifty days at a million lines a second fit into the product.
            sleepUntil(startNanos + (long) (first * (double) NANOS_PER_SECOND / rate));
        }
        long now = System.nanoTime();
        return now < endNanos ? new Numbers(first, count, now >= warmNanos) : null;
    }

    /** The same for a syslog connection, which waits while it is ahead of its share. */
    @Nullable Numbers takeForSyslog(int atMost) {
        while (takenForSyslog.get() * SYSLOG_SHARE > taken.get() && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(TURN_NANOS);
        }
        Numbers numbers = take(atMost);
        if (numbers != null) {
            takenForSyslog.addAndGet(numbers.count());
        }
        return numbers;
    }

    private void sleepUntil(long nanos) {
        long left = Math.min(nanos, endNanos) - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = Math.min(nanos, endNanos) - System.nanoTime();
        }
    }
}
