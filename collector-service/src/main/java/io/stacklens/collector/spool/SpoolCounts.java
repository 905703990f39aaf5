package io.stacklens.collector.spool;

import java.util.concurrent.atomic.LongAdder;

/** What has happened to the spool since the process started, over all partitions. */
public final class SpoolCounts {

    private final LongAdder written = new LongAdder();
    private final LongAdder drained = new LongAdder();
    private final LongAdder torn = new LongAdder();
    private final LongAdder damaged = new LongAdder();

    /** Log records that are safe on disk. */
    void written(long logRecords) {
        written.add(logRecords);
    }

    /** Log records that have left for Kafka. */
    void drained(long logRecords) {
        drained.add(logRecords);
    }

    /** A file ended within a batch, which nobody had been told was safe. */
    void torn() {
        torn.increment();
    }

    /** Bytes in a file are not what was written. */
    void damaged() {
        damaged.increment();
    }

    public long written() {
        return written.sum();
    }

    public long drained() {
        return drained.sum();
    }

    public long tornTails() {
        return torn.sum();
    }

    public long damagedPlaces() {
        return damaged.sum();
    }
}
