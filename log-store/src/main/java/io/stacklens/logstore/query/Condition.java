package io.stacklens.logstore.query;

import io.stacklens.logstore.text.TextPattern;
import io.stacklens.model.RecordId;

import java.util.List;

/** What a query asks of a record, as a tree. */
public sealed interface Condition {

    record Everything() implements Condition {}

    record AllOf(List<Condition> parts) implements Condition {
        public AllOf {
            parts = List.copyOf(parts);
        }
    }

    record AnyOf(List<Condition> parts) implements Condition {
        public AnyOf {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /** The pattern is in the body or, unless only the body counts, in an attribute's value. */
    record HasText(TextPattern pattern, boolean onlyBody) implements Condition {}

    record TextIs(LogField field, TextTest test) implements Condition {}

    record AttributeIs(String key, TextTest test) implements Condition {}

    record NumberIs(LogField field, NumberRange range) implements Condition {}

    /** One of the severities whose bits are set; bit 0 is TRACE. */
    record SeverityIn(int mask) implements Condition {
        public static final int ALL = 0b111111;
    }

    /** A time between two, both inclusive, in nanoseconds since the epoch. */
    record TimeIn(LogField field, long from, long to) implements Condition {}

    record IdIs(RecordId id) implements Condition {}

    static Condition allOf(List<Condition> parts) {
        return parts.size() == 1 ? parts.getFirst() : new AllOf(parts);
    }

    static Condition anyOf(List<Condition> parts) {
        return parts.size() == 1 ? parts.getFirst() : new AnyOf(parts);
    }
}
