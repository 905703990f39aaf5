package io.stacklens.analytics.alerts;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

import java.util.Arrays;

/** Counts of the last so many minutes, in a ring; an older minute is not counted. */
final class MinuteCounts {

    private final int[] counts;
    private long newest = Long.MIN_VALUE;

    MinuteCounts(int minutes) {
        this.counts = new int[minutes];
    }

    /**
     * Adds to a minute.
     *
     * @param minute minutes since the epoch
     */
    void add(long minute, long count) {
        if (newest == Long.MIN_VALUE || minute - newest >= counts.length) {
            Arrays.fill(counts, 0);
            newest = minute;
        }
        while (newest < minute) {
            counts[place(++newest)] = 0;
        }
        if (minute > newest - counts.length) {
            counts[place(minute)] += (int) Math.min(count, Integer.MAX_VALUE / 2);
        }
    }

    /**
     * The sum of some minutes.
     *
     * @param to exclusive
     */
    long sum(long from, long to) {
        long sum = 0;
        for (long minute = first(from); minute < last(to); minute++) {
            sum += counts[place(minute)];
        }
        return sum;
    }

    /** How many of some minutes have something. */
    int present(long from, long to) {
        int present = 0;
        for (long minute = first(from); minute < last(to); minute++) {
            present += counts[place(minute)] > 0 ? 1 : 0;
        }
        return present;
    }

    /** The last minute that has something, or the least number. */
    long newest() {
        return newest;
    }

    void writeTo(ByteWriter out) {
        out.writeSignedVarint(newest);
        for (long minute = newest - counts.length + 1; minute <= newest; minute++) {
            out.writeVarint(newest == Long.MIN_VALUE ? 0 : counts[place(minute)]);
        }
    }

    static MinuteCounts read(ByteReader in, int minutes) {
        MinuteCounts read = new MinuteCounts(minutes);
        long newest = in.readSignedVarint();
        for (long minute = newest - minutes + 1; minute <= newest; minute++) {
            read.add(minute, in.readVarint());
        }
        return read;
    }

    private long first(long from) {
        return newest == Long.MIN_VALUE ? from : Math.max(from, newest - counts.length + 1);
    }

    private long last(long to) {
        return newest == Long.MIN_VALUE ? Long.MIN_VALUE : Math.min(to, newest + 1);
    }

    private int place(long minute) {
        return (int) Math.floorMod(minute, (long) counts.length);
    }
}
