package io.stacklens.collector.delivery;

import io.stacklens.collector.spool.PartitionSpool;
import io.stacklens.collector.spool.SpooledBatch;

import java.util.HashSet;
import java.util.Set;

/**
 * Which of the batches on a partition's disk Kafka is known to have, so that none is sent twice.
 * Used under the monitor of its {@link Lane}.
 */
final class KafkaCopies {

    private final PartitionSpool spool;

    /** Kafka has all up to this sequence. */
    private long position = Long.MIN_VALUE;

    /** Sequences after it of which Kafka has a copy too. */
    private final Set<Long> settled = new HashSet<>();

    /** Whether of a batch on disk only its topic can tell if Kafka has it. */
    private boolean isInDoubt;

    private boolean hasOldDoubts;

    KafkaCopies(PartitionSpool spool) {
        this.spool = spool;
        this.hasOldDoubts = spool.doubtFrom(Long.MIN_VALUE) != SpooledBatch.NO_DOUBT;
        this.isInDoubt = hasOldDoubts;
    }

    boolean has(long sequence) {
        return sequence <= position || settled.contains(sequence);
    }

    /** Kafka has this one, perhaps before those in front of it. */
    void taken(long sequence) {
        settled.add(sequence);
    }

    /** Kafka has everything up to this one. */
    void takenUpTo(long sequence) {
        position = Math.max(position, sequence);
        settled.removeIf(this::isBeforePosition);
    }

    private boolean isBeforePosition(long sequence) {
        return sequence <= position;
    }

    /** The spool is empty: there is nothing to keep apart. */
    void spoolIsEmpty() {
        settled.clear();
    }

    /** What became of a batch that is on disk, or gets there, is not known. */
    void doubt() {
        isInDoubt = true;
    }

    boolean isInDoubt() {
        return isInDoubt;
    }

    /** Whether the doubts are those of an earlier process. */
    boolean hasOldDoubts() {
        return hasOldDoubts;
    }

    /** The first offset at which Kafka may have a batch that is on disk; -1 for none. */
    long doubtFrom() {
        return isInDoubt ? spool.doubtFrom(position) : SpooledBatch.NO_DOUBT;
    }

    /** The topic was searched: these, of which some are on disk, are on it. */
    void found(Set<Long> sequences) {
        settled.addAll(sequences);
        isInDoubt = false;
        hasOldDoubts = false;
    }
}
