package io.stacklens.logstore.query;

import io.stacklens.logstore.query.Condition.AllOf;
import io.stacklens.logstore.query.Condition.AnyOf;
import io.stacklens.logstore.query.Condition.AttributeIs;
import io.stacklens.logstore.query.Condition.Everything;
import io.stacklens.logstore.query.Condition.HasText;
import io.stacklens.logstore.query.Condition.IdIs;
import io.stacklens.logstore.query.Condition.Not;
import io.stacklens.logstore.query.Condition.NumberIs;
import io.stacklens.logstore.query.Condition.SeverityIn;
import io.stacklens.logstore.query.Condition.TextIs;
import io.stacklens.logstore.query.Condition.TimeIn;
import io.stacklens.logstore.text.TextPattern;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.LogRecord;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Whether a condition holds for one record. The scan of a block's columns answers the same. */
final class RecordMatch {

    private RecordMatch() {}

    static boolean matches(Condition condition, LogRecord record) {
        return switch (condition) {
            case Everything() -> true;
            case AllOf(var parts) -> parts.stream().allMatch(part -> matches(part, record));
            case AnyOf(var parts) -> parts.stream().anyMatch(part -> matches(part, record));
            case Not(var part) -> !matches(part, record);
            case HasText(var pattern, boolean onlyBody) ->
                    isIn(pattern, record.body())
                            || (!onlyBody
                                    && record.attributes().values().stream()
                                            .anyMatch(value -> isIn(pattern, value)));
            case TextIs(var field, var test) ->
                    field.valueOf(record) instanceof String text && test.test(text);
            case AttributeIs(var key, var test) -> hasAttribute(record, key, test);
            case NumberIs(var field, var range) ->
                    field.valueOf(record) instanceof Number number
                            && range.contains(number.doubleValue());
            case SeverityIn(int mask) -> (mask >> record.severity().index() & 1) != 0;
            case TimeIn(var field, long from, long to) ->
                    field.valueOf(record) instanceof Instant time
                            && EpochNanos.of(time) >= from
                            && EpochNanos.of(time) <= to;
            case IdIs(var id) -> record.id().equals(id);
        };
    }

    private static boolean hasAttribute(LogRecord record, String key, TextTest test) {
        String text = record.attributes().get(key);
        return text != null && test.test(text);
    }

    private static boolean isIn(TextPattern pattern, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return pattern.isIn(utf8, 0, utf8.length);
    }
}
