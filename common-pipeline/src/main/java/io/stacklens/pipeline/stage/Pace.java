package io.stacklens.pipeline.stage;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a consumer may poll again: a moment after a poll that brought something, so that what
 * arrives meanwhile is handled together. After a poll that brought nothing, or as much as one can,
 * at once: what comes next has waited long enough, or is there already.
 */
final class Pace {

    private final long nanos;
    private final int fullPoll;
    private final LongSupplier nanoTime;
    private long nextAt;

    Pace(Duration pace, int fullPoll, LongSupplier nanoTime) {
        this.nanos = pace.toNanos();
        this.fullPoll = fullPoll;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
    }

    /** Takes note of a poll that ends now. */
    void polled(int records) {
        boolean isPart = records > 0 && records < fullPoll;
        nextAt = nanoTime.getAsLong() + (isPart ? nanos : 0);
    }

    /** Until the next poll, or not positive when it is due. */
    long nanosLeft() {
        return nextAt - nanoTime.getAsLong();
    }
}
