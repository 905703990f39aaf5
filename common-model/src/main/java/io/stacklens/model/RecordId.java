package io.stacklens.model;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a log record for ever: its event time, and where it was first collected. The time makes it
 * findable, the origin unique; a replayed record keeps it. Sorted by time, then by origin.
 *
 * @param eventTime nanoseconds since the epoch
 * @param partition partition of {@code collected-logs} that first held the record
 * @param offset offset of its batch there
 * @param index position in that batch
 */
public record RecordId(long eventTime, int partition, long offset, int index)
        implements Comparable<RecordId> {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{16})-([0-9a-f]{1,8})-([0-9a-f]{1,16})-([0-9a-f]{1,8})");

    private static final Comparator<RecordId> ORDER =
            Comparator.comparingLong(RecordId::eventTime)
                    .thenComparingInt(RecordId::partition)
                    .thenComparingLong(RecordId::offset)
                    .thenComparingInt(RecordId::index);

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is not an id
     */
    public static RecordId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "log record id: '%s' (expected: time-partition-offset-index in hexadecimal)"
                            .formatted(text));
        }
        return new RecordId(
                Long.parseUnsignedLong(parts.group(1), 16),
                Integer.parseUnsignedInt(parts.group(2), 16),
                Long.parseUnsignedLong(parts.group(3), 16),
                Integer.parseUnsignedInt(parts.group(4), 16));
    }

    @Override
    public int compareTo(RecordId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%016x-%x-%x-%x".formatted(eventTime, partition, offset, index);
    }
}
