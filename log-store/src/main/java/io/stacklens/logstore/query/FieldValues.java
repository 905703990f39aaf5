package io.stacklens.logstore.query;

import io.stacklens.logstore.query.Condition.Everything;
import io.stacklens.logstore.query.Condition.HasText;
import io.stacklens.logstore.query.Condition.IdIs;
import io.stacklens.logstore.query.Condition.NumberIs;
import io.stacklens.logstore.query.Condition.SeverityIn;
import io.stacklens.logstore.query.Condition.TextIs;
import io.stacklens.logstore.query.Condition.TimeIn;
import io.stacklens.logstore.text.Glob;
import io.stacklens.logstore.text.Letters;
import io.stacklens.logstore.text.TextPattern;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.RecordId;
import io.stacklens.model.Severity;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What the value behind {@code field:} means, by the kind of the field. */
interface FieldValues {

    /** {@code field:*}. */
    Condition present();

    /** A word or a phrase, as the texts between its stars. */
    Condition like(List<String> texts);

    Condition compare(Comparison comparison, String operand);

    /** {@code field:[low TO high]}, ends included; null is an open end. */
    Condition between(@Nullable String low, @Nullable String high);

    /**
     * The values of a field.
     *
     * @param position of the value, for messages
     */
    static FieldValues of(LogField field, int position) {
        return switch (field.kind()) {
            case TEXT -> ofText(test -> new TextIs(field, test));
            case BODY -> new BodyValues(ofText(test -> new TextIs(field, test)));
            case NUMBER, DECIMAL -> new NumberValues(field, position);
            case SEVERITY -> new SeverityValues(position);
            case TIME -> new TimeValues(field, position);
            case ID -> new IdValues(position);
        };
    }

    static FieldValues ofText(Function<TextTest, Condition> condition) {
        return new TextValues(condition);
    }

    /** Texts, compared as numbers when the operand is one. */
    record TextValues(Function<TextTest, Condition> condition) implements FieldValues {

        @Override
        public Condition present() {
            return condition.apply(new TextTest.Present());
        }

        @Override
        public Condition like(List<String> texts) {
            Glob glob = Glob.of(texts);
            return condition.apply(
                    texts.size() == 1
                            ? new TextTest.Is(texts.getFirst(), glob)
                            : new TextTest.Like(glob));
        }

        @Override
        public Condition compare(Comparison comparison, String operand) {
            OptionalDouble number = Numbers.parse(operand);
            if (number.isPresent()) {
                NumberRange range = NumberRange.of(comparison, number.getAsDouble());
                return condition.apply(new TextTest.IsNumber(range));
            }
            String text = Letters.fold(operand);
            return switch (comparison) {
                case EQUAL -> like(List.of(operand));
                case ABOVE -> condition.apply(new TextTest.Between(text, false, null, true));
                case AT_LEAST -> condition.apply(new TextTest.Between(text, true, null, true));
                case BELOW -> condition.apply(new TextTest.Between(null, true, text, false));
                case AT_MOST -> condition.apply(new TextTest.Between(null, true, text, true));
            };
        }

        @Override
        public Condition between(@Nullable String low, @Nullable String high) {
            OptionalDouble from = number(low, Double.NEGATIVE_INFINITY);
            OptionalDouble to = number(high, Double.POSITIVE_INFINITY);
            if (from.isPresent() && to.isPresent() && (low != null || high != null)) {
                return condition.apply(
                        new TextTest.IsNumber(
                                new NumberRange(from.getAsDouble(), true, to.getAsDouble(), true)));
            }
            return condition.apply(new TextTest.Between(folded(low), true, folded(high), true));
        }

        private static OptionalDouble number(@Nullable String text, double open) {
            return text == null ? OptionalDouble.of(open) : Numbers.parse(text);
        }

        private static @Nullable String folded(@Nullable String text) {
            return text == null ? null : Letters.fold(text);
        }
    }

    /** The body: looked into for words; only comparisons take it whole. */
    record BodyValues(FieldValues whole) implements FieldValues {

        @Override
        public Condition present() {
            return new Everything();
        }

        @Override
        public Condition like(List<String> texts) {
            return new HasText(TextPattern.of(texts), true);
        }

        @Override
        public Condition compare(Comparison comparison, String operand) {
            return whole.compare(comparison, operand);
        }

        @Override
        public Condition between(@Nullable String low, @Nullable String high) {
            return whole.between(low, high);
        }
    }

    /** Numbers. */
    record NumberValues(LogField field, int position) implements FieldValues {

        @Override
        public Condition present() {
            return new NumberIs(field, NumberRange.ALL);
        }

        @Override
        public Condition like(List<String> texts) {
            return compare(Comparison.EQUAL, String.join("*", texts));
        }

        @Override
        public Condition compare(Comparison comparison, String operand) {
            return new NumberIs(field, NumberRange.of(comparison, number(operand)));
        }

        @Override
        public Condition between(@Nullable String low, @Nullable String high) {
            double from = low == null ? NumberRange.ALL.low() : number(low);
            double to = high == null ? NumberRange.ALL.high() : number(high);
            return new NumberIs(field, new NumberRange(from, true, to, true));
        }

        private double number(String text) {
            return Numbers.parse(text)
                    .orElseThrow(
                            () ->
                                    new LogQueryException(
                                            position,
                                            "%s:%s".formatted(field.fieldName(), text),
                                            "a number"));
        }
    }

    /** Severities by name, with the usual aliases. */
    record SeverityValues(int position) implements FieldValues {

        @Override
        public Condition present() {
            return new Everything();
        }

        @Override
        public Condition like(List<String> texts) {
            return compare(Comparison.EQUAL, String.join("*", texts));
        }

        @Override
        public Condition compare(Comparison comparison, String operand) {
            int bit = 1 << severity(operand).index();
            int below = bit - 1;
            return new SeverityIn(
                    switch (comparison) {
                        case EQUAL -> bit;
                        case ABOVE -> SeverityIn.ALL & ~(below | bit);
                        case AT_LEAST -> SeverityIn.ALL & ~below;
                        case BELOW -> below;
                        case AT_MOST -> below | bit;
                    });
        }

        @Override
        public Condition between(@Nullable String low, @Nullable String high) {
            int from = low == null ? 0 : severity(low).index();
            int to = high == null ? Severity.FATAL.index() : severity(high).index();
            return new SeverityIn(SeverityIn.ALL & (2 << to) - 1 & ~((1 << from) - 1));
        }

        private Severity severity(String word) {
            return Severity.named(word)
                    .orElseThrow(
                            () ->
                                    new LogQueryException(
                                            position,
                                            "severity '%s'".formatted(word),
                                            "TRACE, DEBUG, INFO, WARN, ERROR or FATAL"));
        }
    }

    /** Times in RFC 3339, or days for their first moment. */
    record TimeValues(LogField field, int position) implements FieldValues {

        @Override
        public Condition present() {
            return new TimeIn(field, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        @Override
        public Condition like(List<String> texts) {
            return compare(Comparison.EQUAL, String.join("*", texts));
        }

        @Override
        public Condition compare(Comparison comparison, String operand) {
            long time = time(operand);
            return switch (comparison) {
                case EQUAL -> new TimeIn(field, time, time);
                case ABOVE -> new TimeIn(field, time + 1, Long.MAX_VALUE);
                case AT_LEAST -> new TimeIn(field, time, Long.MAX_VALUE);
                case BELOW -> new TimeIn(field, Long.MIN_VALUE, time - 1);
                case AT_MOST -> new TimeIn(field, Long.MIN_VALUE, time);
            };
        }

        @Override
        public Condition between(@Nullable String low, @Nullable String high) {
            return new TimeIn(
                    field,
                    low == null ? Long.MIN_VALUE : time(low),
                    high == null ? Long.MAX_VALUE : time(high));
        }

        private long time(String text) {
            try {
                return EpochNanos.of(
                        text.indexOf('T') < 0
                                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                                : instant(text));
            } catch (DateTimeException | ArithmeticException _) {
                throw new LogQueryException(
                        position,
                        "%s:%s".formatted(field.fieldName(), text),
                        "a time such as 2026-01-31T12:00:00Z");
            }
        }

        private static Instant instant(String text) {
            return OffsetDateTime.parse(text).toInstant();
        }
    }

    /** Ids of records, which only compare as equal. */
    record IdValues(int position) implements FieldValues {

        @Override
        public Condition present() {
            return new Everything();
        }

        @Override
        public Condition like(List<String> texts) {
            return compare(Comparison.EQUAL, String.join("*", texts));
        }

        @Override
        public Condition compare(Comparison comparison, String operand) {
            if (comparison != Comparison.EQUAL) {
                throw new LogQueryException(position, "id compared", "id:ID");
            }
            try {
                return new IdIs(RecordId.parse(operand));
            } catch (IllegalArgumentException _) {
                throw new LogQueryException(
                        position, "id:" + operand, "time-partition-offset-index in hexadecimal");
            }
        }

        @Override
        public Condition between(@Nullable String low, @Nullable String high) {
            throw new LogQueryException(position, "a range of ids", "id:ID");
        }
    }
}
