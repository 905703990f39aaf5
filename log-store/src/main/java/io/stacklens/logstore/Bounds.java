package io.stacklens.logstore;

import io.stacklens.logstore.query.Condition;
import io.stacklens.logstore.query.Condition.AllOf;
import io.stacklens.logstore.query.Condition.IdIs;
import io.stacklens.logstore.query.Condition.SeverityIn;
import io.stacklens.logstore.query.Condition.TextIs;
import io.stacklens.logstore.query.Condition.TimeIn;
import io.stacklens.logstore.query.LogField;
import io.stacklens.logstore.query.TextTest;

import org.jspecify.annotations.Nullable;

/**
 * What the database itself can tell of the blocks that a condition needs.
 *
 * @param from earliest event time, inclusive, nanoseconds since the epoch
 * @param to latest event time, inclusive
 * @param service one that the block must hold
 * @param severities of which the block must hold one
 */
record Bounds(long from, long to, @Nullable String service, int severities) {

    static final Bounds NONE = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE, null, SeverityIn.ALL);

    static Bounds of(Condition condition) {
        return switch (condition) {
            case AllOf(var parts) ->
                    parts.stream().map(Bounds::of).reduce(NONE, Bounds::intersection);
            case TimeIn(var field, long from, long to) when field == LogField.EVENT_TIME ->
                    NONE.within(from, to);
            case IdIs(var id) -> NONE.within(id.eventTime(), id.eventTime());
            case SeverityIn(int mask) -> new Bounds(NONE.from, NONE.to, null, mask);
            case TextIs(var field, TextTest.Exactly(String text)) when field == LogField.SERVICE ->
                    new Bounds(NONE.from, NONE.to, text, SeverityIn.ALL);
            default -> NONE;
        };
    }

    Bounds within(long earliest, long latest) {
        return new Bounds(Math.max(from, earliest), Math.min(to, latest), service, severities);
    }

    private Bounds intersection(Bounds other) {
        return new Bounds(
                Math.max(from, other.from),
                Math.min(to, other.to),
                service != null ? service : other.service,
                severities & other.severities);
    }
}
