package io.stacklens.logstore;

import io.stacklens.model.EpochNanos;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Nanoseconds as the database's times, which know microseconds. */
final class Microseconds {

    private static final long NANOS = 1000;

    private Microseconds() {}

    static OffsetDateTime floor(long epochNanos) {
        return time(Math.floorDiv(epochNanos, NANOS));
    }

    static OffsetDateTime ceil(long epochNanos) {
        return time(Math.ceilDiv(epochNanos, NANOS));
    }

    static long nanos(OffsetDateTime time) {
        return EpochNanos.of(time.toInstant());
    }

    private static OffsetDateTime time(long micros) {
        long bounded = Math.clamp(micros, Long.MIN_VALUE / NANOS, Long.MAX_VALUE / NANOS);
        return EpochNanos.toInstant(bounded * NANOS).atOffset(ZoneOffset.UTC);
    }
}
