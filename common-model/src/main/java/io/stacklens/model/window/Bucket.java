package io.stacklens.model.window;

/** The unit of counting: ten seconds of event time. Every window is a whole number of them. */
public final class Bucket {

    public static final int SECONDS = 10;

    private static final long NANOS = SECONDS * 1_000_000_000L;

    private Bucket() {}

    /** Start, in seconds since the epoch, of the bucket of an event time in nanoseconds. */
    public static long startOf(long epochNanos) {
        return Math.floorDiv(epochNanos, NANOS) * SECONDS;
    }
}
