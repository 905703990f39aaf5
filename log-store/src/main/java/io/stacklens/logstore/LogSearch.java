package io.stacklens.logstore;

import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.query.Condition.AllOf;
import io.stacklens.logstore.query.Condition.SeverityIn;
import io.stacklens.logstore.query.Condition.TextIs;
import io.stacklens.logstore.query.Condition.TimeIn;
import io.stacklens.logstore.query.LogField;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.logstore.query.TextTest;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What to look for. All conditions must hold; an absent one always does.
 *
 * @param from earliest event time, inclusive
 * @param to latest event time, exclusive
 * @param service exactly this service, in this spelling
 * @param severity exactly this severity; {@code severity:>=WARN} in the query compares
 * @param limit most records on a page; counts, histograms and facets take all
 * @param cursor only what comes after it, newest first
 */
public record LogSearch(
        LogQuery query,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String service,
        @Nullable Severity severity,
        int limit,
        @Nullable Cursor cursor) {

    public LogSearch {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: %d (expected: at least 1)".formatted(limit));
        }
    }

    /** All that is stored. */
    public static LogSearch all(int limit) {
        return new LogSearch(LogQuery.all(), null, null, null, null, limit, null);
    }

    public LogSearch after(@Nullable Cursor place) {
        return new LogSearch(query, from, to, service, severity, limit, place);
    }

    /** The same from a time on. */
    public LogSearch since(Instant time) {
        return new LogSearch(query, time, to, service, severity, limit, cursor);
    }

    /** The same without bounds of time. */
    public LogSearch atAnyTime() {
        return new LogSearch(query, null, null, service, severity, limit, cursor);
    }

    /** What must hold for a record, all but the cursor. */
    public Condition condition() {
        List<Condition> parts = new ArrayList<>();
        Long first = firstNanos();
        Long last = lastNanos();
        if (first != null || last != null) {
            parts.add(
                    new TimeIn(
                            LogField.EVENT_TIME,
                            first == null ? Long.MIN_VALUE : first,
                            last == null ? Long.MAX_VALUE : last));
        }
        if (severity != null) {
            parts.add(new SeverityIn(1 << severity.index()));
        }
        if (service != null) {
            parts.add(new TextIs(LogField.SERVICE, new TextTest.Exactly(service)));
        }
        parts.add(query.condition());
        return new AllOf(parts);
    }

    /** The first nanosecond, or null without one. */
    @Nullable Long firstNanos() {
        return from == null ? null : nanos(from);
    }

    /** The last nanosecond, or null without one. */
    @Nullable Long lastNanos() {
        return to == null ? null : nanos(to) - 1;
    }

    /** Times that nanoseconds cannot say are as good as the first and the last that they can. */
    private static long nanos(Instant time) {
        Instant first = EpochNanos.toInstant(Long.MIN_VALUE + 1);
        Instant last = EpochNanos.toInstant(Long.MAX_VALUE);
        return EpochNanos.of(time.isBefore(first) ? first : time.isAfter(last) ? last : time);
    }
}
