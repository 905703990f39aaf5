package io.stacklens.dashboard.http;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * A time to look at.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Period(Instant from, Instant to) {

    private static final Duration DAY = Duration.ofDays(1);

    /** The given time; what is absent makes it the last 24 hours, or 24 hours at the given end. */
    public static Period of(@Nullable Instant from, @Nullable Instant to, Instant now) {
        Instant end = to != null ? to : from != null && from.isAfter(now) ? from.plus(DAY) : now;
        Instant start = from != null ? from : end.minus(DAY);
        if (!start.isBefore(end)) {
            throw new BadRequestException("from", start, "a time before to, " + end);
        }
        return new Period(start, end);
    }
}
