package io.stacklens.parser.repeat;

import io.stacklens.model.batch.RequestPartId;
import io.stacklens.model.batch.SeenKeys.Seen;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The parts of requests that one partition of {@code collected-logs} has brought: in slices of an
 * hour, so that they are forgotten by the slice. Time is the broker's, as records of the partition
 * show it, so a backlog forgets no sooner.
 */
final class SeenParts {

    private static final long SLICE_MILLIS = Duration.ofHours(1).toMillis();

    /** A slice is also full with this share of all that may be remembered. */
    private static final int LEAST_SLICES = 8;

    private final long keptMillis;
    private final int max;

    /** Oldest first; only the last one grows. */
    private final Deque<Slice> slices = new ArrayDeque<>();

    private int size;
    private long forgotten;

    /**
     * @param kept how long a part is remembered at least
     * @param max how many are remembered at most; beyond it the oldest are forgotten early
     */
    SeenParts(Duration kept, int max) {
        this.keptMillis = kept.toMillis();
        this.max = max;
    }

    /**
     * Whether a part was seen.
     *
     * @param now when the partition got it this time, ms since the epoch
     */
    synchronized boolean contains(RequestPartId id, long now) {
        expire(now);
        Iterator<Slice> newestFirst = slices.descendingIterator();
        while (newestFirst.hasNext()) {
            if (newestFirst.next().ids.contains(id)) {
                return true;
            }
        }
        return false;
    }

    synchronized void add(Seen part) {
        expire(part.appended());
        Slice slice = sliceFor(part.appended());
        if (slice.ids.add(part.id())) {
            size++;
        }
        slice.newest = Math.max(slice.newest, part.appended());
        while (size > max) {
            int dropped = slices.removeFirst().ids.size();
            size -= dropped;
            forgotten += dropped;
        }
    }

    synchronized int size() {
        return size;
    }

    /** How many were forgotten before their time, for want of room. */
    synchronized long forgotten() {
        return forgotten;
    }

    private Slice sliceFor(long appended) {
        Slice last = slices.peekLast();
        if (last != null
                && appended < last.begin + SLICE_MILLIS
                && last.ids.size() < Math.max(1, max / LEAST_SLICES)) {
            return last;
        }
        if (last != null) {
            last.ids.trim();
        }
        Slice made = new Slice(appended);
        slices.addLast(made);
        return made;
    }

    private void expire(long now) {
        while (!slices.isEmpty() && slices.getFirst().newest < now - keptMillis) {
            size -= slices.removeFirst().ids.size();
        }
    }

    private static final class Slice {
        private final PartIdSet ids = new PartIdSet();
        private final long begin;
        private long newest;

        Slice(long begin) {
            this.begin = begin;
            this.newest = begin;
        }
    }
}
