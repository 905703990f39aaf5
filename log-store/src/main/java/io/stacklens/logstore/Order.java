package io.stacklens.logstore;

import io.stacklens.model.RecordId;

import java.util.Comparator;

/** The two ways through the records. */
enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST;

    Comparator<RecordId> comparator() {
        return this == NEWEST_FIRST ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    /** Whether an id comes strictly after another on this way. */
    boolean isAfter(RecordId id, RecordId other) {
        return comparator().compare(id, other) > 0;
    }

    /** Comes right before all records of a time on this way. */
    RecordId before(long time) {
        return this == NEWEST_FIRST
                ? new RecordId(time, Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE)
                : new RecordId(time, Integer.MIN_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE);
    }
}
