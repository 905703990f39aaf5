package io.stacklens.dashboard.counts;

import java.time.Instant;

/**
 * What a group adds up to.
 *
 * @param first when the first of the rows that were read begins
 * @param last when its last was seen, as exactly as the rows say
 */
public record Sum(long total, Instant first, Instant last) {

    public Sum plus(Sum other) {
        return new Sum(
                total + other.total,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }
}
