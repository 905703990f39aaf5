package io.stacklens.analytics.alerts;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.window.Bucket;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Somebody who sends: when last, and how long the pauses usually are. What counts is the longest
 * pause, but one of long ago counts for less: half of it after six hours. So a source that sends
 * once an hour may be quiet for hours, and one that never stops for a minute.
 */
final class Source {

    private static final Duration HALF_LIFE = Duration.ofHours(6);
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(1);
    private static final Duration LEARNING = Duration.ofMinutes(5);
    private static final int SIGHTINGS = 10;
    private static final int PAUSES_ALLOWED = 3;
    private static final double MOST_GROWTH = 2;

    private final long firstSeen;
    private long lastSeen;
    private double longestPause;
    private int sightings;

    private Source(long firstSeen) {
        this.firstSeen = firstSeen;
        this.lastSeen = firstSeen;
        this.sightings = 1;
    }

    static Source seenFirst(long now) {
        return new Source(now);
    }

    /**
     * Notes that something came.
     *
     * @param learns false when the pause was, or may have been, ours
     */
    void seen(long now, boolean learns) {
        long pause = now - lastSeen;
        if (pause <= 0) {
            return;
        }
        if (learns) {
            // An outage is no habit: once the habits are known, they change by steps.
            double counted =
                    isKnown()
                            ? Math.min((double) pause, MOST_GROWTH * longestPause + 1_000)
                            : (double) pause;
            double faded = longestPause * Math.pow(0.5, (double) pause / HALF_LIFE.toMillis());
            longestPause = Math.max(counted, faded);
        }
        if (bucketOf(now) != bucketOf(lastSeen)) {
            sightings = Math.min(sightings + 1, 1_000);
        }
        lastSeen = now;
    }

    long firstSeen() {
        return firstSeen;
    }

    long lastSeen() {
        return lastSeen;
    }

    Duration longestPause() {
        return Duration.ofMillis((long) longestPause);
    }

    /** How soon something should have come again; null until enough is known. */
    @Nullable Duration expectedWithin() {
        if (!isKnown()) {
            return null;
        }
        Duration allowed = longestPause().multipliedBy(PAUSES_ALLOWED);
        return allowed.compareTo(LEAST) < 0 ? LEAST : allowed.compareTo(MOST) > 0 ? MOST : allowed;
    }

    private boolean isKnown() {
        return sightings >= SIGHTINGS && lastSeen - firstSeen >= LEARNING.toMillis();
    }

    private static long bucketOf(long millis) {
        return millis / 1000 / Bucket.SECONDS;
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(32);
        out.writeVarint(firstSeen);
        out.writeVarint(lastSeen);
        out.writeDouble(longestPause);
        out.writeVarint(sightings);
        return out.toByteArray();
    }

    static Source decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Source source = new Source(in.readVarint());
        source.lastSeen = in.readVarint();
        source.longestPause = in.readDouble();
        source.sightings = in.readCount(Integer.MAX_VALUE);
        return source;
    }
}
