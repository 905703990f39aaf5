package io.stacklens.logstore;

import io.stacklens.model.EpochNanos;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Nanoseconds as the database's times, which know microseconds. */
final class Microseconds {

    private static final long NANOS = 1000;
    private static final long FIRST = Long.MIN_VALUE / NANOS;
    private static final long LAST = Long.MAX_VALUE / NANOS;

    private Microseconds() {}

    static OffsetDateTime floor(long epochNanos) {
        return time(ofNanos(epochNanos));
    }

    static OffsetDateTime ceil(long epochNanos) {
        return time(Math.ceilDiv(epochNanos, NANOS));
    }

    static long ofNanos(long epochNanos) {
        return Math.floorDiv(epochNanos, NANOS);
    }

    static long toNanos(long micros) {
        return Math.clamp(micros, FIRST, LAST) * NANOS;
    }

    private static OffsetDateTime time(long micros) {
        return EpochNanos.toInstant(toNanos(micros)).atOffset(ZoneOffset.UTC);
    }
}
