package io.stacklens.collector.spool;

import java.io.IOException;
import java.nio.file.FileStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The bytes that the spool takes and may take, over all partitions. */
final class SpoolSpace {

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final long maxBytes;
    private final long minFree;
    private final LongSupplier diskFree;
    private final AtomicLong used = new AtomicLong();
    private volatile long free = Long.MAX_VALUE;
    private volatile long lookedAt = System.nanoTime() - LOOK_AGAIN_NANOS;

    /**
     * @param diskFree bytes that the disk has left
     */
    SpoolSpace(long maxBytes, long minFree, LongSupplier diskFree) {
        this.maxBytes = maxBytes;
        this.minFree = minFree;
        this.diskFree = diskFree;
    }

    /** The free bytes of a disk; one that does not tell is taken for full. */
    static LongSupplier freeBytesOf(FileStore disk) {
        return () -> {
            try {
                return disk.getUsableSpace();
            } catch (IOException _) {
                return 0;
            }
        };
    }

    long used() {
        return used.get();
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Why nothing more is taken, or an empty string. */
    String refusal() {
        if (used.get() >= maxBytes) {
            return "the spool is full: %,d bytes (expected: below %,d)".formatted(used(), maxBytes);
        }
        return diskRefusal();
    }

    /**
     * Why nothing more can be written, or an empty string. What was taken when there was room may
     * go above the spool's own bound by what is in memory, but never below the disk's.
     */
    String diskRefusal() {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_AGAIN_NANOS) {
            free = diskFree.getAsLong();
            lookedAt = now;
        }
        return free >= minFree
                ? ""
                : "the disk of the spool is full: %,d bytes free (expected: at least %,d)"
                        .formatted(free, minFree);
    }
}
