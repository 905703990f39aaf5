package io.stacklens.analytics.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How long a group has been behind in one partition, from looks at its end and its offset. */
final class PartitionLag {

    private final boolean transactional;
    private final long firstEnd;
    private final Deque<End> unread = new ArrayDeque<>();
    private boolean drained;

    /**
     * @param transactional whether its last offset may be a transaction's marker, which is no
     *     record and which a reader need not commit
     * @param firstEnd the end when it was first looked at
     */
    PartitionLag(boolean transactional, long firstEnd) {
        this.transactional = transactional;
        this.firstEnd = firstEnd;
    }

    /** The time since the oldest record that is not committed was seen; zero if all are. */
    Duration look(long end, long committed, Instant now) {
        if (unread.isEmpty() || unread.getLast().offset() < end) {
            unread.add(new End(end, now));
        }
        while (!unread.isEmpty() && isRead(unread.getFirst().offset(), committed)) {
            unread.removeFirst();
        }
        drained |= isRead(firstEnd, committed);
        return unread.isEmpty() ? Duration.ZERO : Duration.between(unread.getFirst().at(), now);
    }

    /** Whether all that was there at the first look has been read since. */
    boolean isDrained() {
        return drained;
    }

    private boolean isRead(long end, long committed) {
        return committed >= (transactional ? end - 1 : end);
    }

    private record End(long offset, Instant at) {}
}
