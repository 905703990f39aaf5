package io.stacklens.logstore.scan;

import static java.util.Comparator.comparingInt;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.query.Condition;
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
import io.stacklens.logstore.query.LogField;
import io.stacklens.logstore.query.NumberRange;
import io.stacklens.logstore.query.TextTest;
import io.stacklens.logstore.text.TextPattern;
import io.stacklens.model.RecordId;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.DoubleColumn;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds the rows of a block that meet a condition, on the columns' bytes: no object is made for a
 * row. The cheap parts of a conjunction go first, and no later part sees a row that failed.
 */
public final class ColumnScan {

    private ColumnScan() {}

    public static BitSet matches(Condition condition, BlockColumns columns) {
        BitSet rows = new BitSet(columns.rows());
        rows.set(0, columns.rows());
        keep(condition, columns, rows);
        return rows;
    }

    /** Clears of some rows those that do not meet the condition. */
    public static void clearOthers(Condition condition, BlockColumns columns, BitSet rows) {
        keep(condition, columns, rows);
    }

    /** The groups that a condition looks into. */
    public static Set<ColumnGroup> groups(Condition condition) {
        Set<ColumnGroup> groups = EnumSet.noneOf(ColumnGroup.class);
        collectGroups(condition, groups);
        return groups;
    }

    /** Clears the rows that do not meet the condition. */
    private static void keep(Condition condition, BlockColumns columns, BitSet rows) {
        if (rows.isEmpty()) {
            return;
        }
        switch (condition) {
            case Everything() -> {}
            case AllOf(var parts) ->
                    parts.stream()
                            .sorted(comparingInt(ColumnScan::cost))
                            .forEach(part -> keep(part, columns, rows));
            case AnyOf(var parts) -> keepAny(parts, columns, rows);
            case Not(var part) -> rows.andNot(kept(part, columns, rows));
            case HasText(var pattern, boolean onlyBody) ->
                    keepText(pattern, onlyBody, columns, rows);
            case TextIs(var field, var test) ->
                    keepTexts(test, columns.texts(field.column()), absentText(field), rows);
            case AttributeIs(var key, var test) ->
                    keepAttribute(key, test, columns.maps(LogColumn.ATTRIBUTES), rows);
            case NumberIs(var field, var range) -> keepNumbers(field, range, columns, rows);
            case SeverityIn(int mask) -> {
                LongColumn numbers = columns.longs(LogColumn.SEVERITY_NUMBER);
                retain(rows, row -> (mask >> severity(numbers, row) & 1) != 0);
            }
            case TimeIn(var field, long from, long to) -> keepTimes(field, from, to, columns, rows);
            case IdIs(var id) -> retain(rows, row -> isId(id, columns, row));
        }
    }

    private static BitSet kept(Condition condition, BlockColumns columns, BitSet of) {
        BitSet rows = (BitSet) of.clone();
        keep(condition, columns, rows);
        return rows;
    }

    private static void keepAny(List<Condition> parts, BlockColumns columns, BitSet rows) {
        BitSet undecided = (BitSet) rows.clone();
        for (Condition part : parts) {
            undecided.andNot(kept(part, columns, undecided));
        }
        rows.andNot(undecided);
    }

    private static void keepText(
            TextPattern pattern, boolean onlyBody, BlockColumns columns, BitSet rows) {
        TextScan scan = new TextScan(pattern);
        BitSet missed = (BitSet) rows.clone();
        scan.clearBodies(columns, missed);
        if (!onlyBody && !missed.isEmpty()) {
            scan.clearAttributes(columns, missed);
        }
        rows.andNot(missed);
    }

    private static void keepTexts(
            TextTest test, TextColumn texts, @Nullable String absent, BitSet rows) {
        // Rows of one entry pass or fail together: 0 = not tried, 1 = passes, 2 = fails.
        byte[] tried = new byte[texts.entryCount()];
        retain(
                rows,
                row -> {
                    int entry = texts.entry(row);
                    if (entry < 0) {
                        return absent != null && test.test(absent);
                    }
                    if (tried[entry] == 0) {
                        boolean passes =
                                test.test(texts.bytes(), texts.offset(row), texts.length(row));
                        tried[entry] = (byte) (passes ? 1 : 2);
                    }
                    return tried[entry] == 1;
                });
    }

    /**
     * What the row view shows for a text that is not there; every record has a service and a body.
     */
    private static @Nullable String absentText(LogField field) {
        return switch (field) {
            case SERVICE -> "unknown";
            case BODY -> "";
            default -> null;
        };
    }

    private static void keepAttribute(
            String key, TextTest test, MapColumn attributes, BitSet rows) {
        int number = 0;
        while (number < attributes.keyCount() && !attributes.keyText(number).equals(key)) {
            number++;
        }
        int wanted = number;
        if (wanted == attributes.keyCount()) {
            rows.clear();
            return;
        }
        retain(rows, row -> hasAttribute(wanted, test, attributes, row));
    }

    private static boolean hasAttribute(int key, TextTest test, MapColumn attributes, int row) {
        for (int pair = attributes.firstPair(row); pair < attributes.firstPair(row + 1); pair++) {
            if (attributes.keyNumber(pair) == key
                    && test.test(
                            attributes.bytes(),
                            attributes.valueOffset(pair),
                            attributes.valueLength(pair))) {
                return true;
            }
        }
        return false;
    }

    private static void keepNumbers(
            LogField field, NumberRange range, BlockColumns columns, BitSet rows) {
        if (field.kind() == LogField.Kind.DECIMAL) {
            DoubleColumn numbers = columns.doubles(field.column());
            retain(rows, row -> range.contains(numbers.get(row)));
        } else {
            LongColumn numbers = columns.longs(field.column());
            long absent = field == LogField.SEVERITY_NUMBER ? -1 : field.column().absent();
            retain(
                    rows,
                    row -> numbers.get(row) != absent && range.contains((double) numbers.get(row)));
        }
    }

    private static void keepTimes(
            LogField field, long from, long to, BlockColumns columns, BitSet rows) {
        if (field == LogField.EVENT_TIME) {
            retain(rows, row -> isBetween(columns.eventTime(row), from, to));
        } else {
            LongColumn times = columns.longs(field.column());
            boolean zeroIsAbsent = field == LogField.TIMESTAMP;
            retain(
                    rows,
                    row ->
                            isBetween(times.get(row), from, to)
                                    && !(zeroIsAbsent && times.get(row) == 0));
        }
    }

    private static boolean isId(RecordId id, BlockColumns columns, int row) {
        return columns.eventTime(row) == id.eventTime()
                && columns.longs(LogColumn.ORIGIN_PARTITION).get(row) == id.partition()
                && columns.longs(LogColumn.ORIGIN_OFFSET).get(row) == id.offset()
                && columns.longs(LogColumn.ORIGIN_INDEX).get(row) == id.index();
    }

    private static boolean isBetween(long time, long from, long to) {
        return from <= time && time <= to;
    }

    private static int severity(LongColumn numbers, int row) {
        return Severity.ofNumber((int) numbers.get(row)).index();
    }

    private static void retain(BitSet rows, IntPredicate test) {
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (!test.test(row)) {
                rows.clear(row);
            }
        }
    }

    private static int cost(Condition condition) {
        return switch (condition) {
            case Everything _, SeverityIn _, TimeIn _, IdIs _ -> 0;
            case TextIs(var field, _) -> field.kind() == LogField.Kind.BODY ? 3 : 1;
            case NumberIs _ -> 1;
            case AttributeIs _ -> 2;
            case HasText _ -> 4;
            case Not(var part) -> cost(part);
            case AllOf(var parts) -> maxCost(parts);
            case AnyOf(var parts) -> maxCost(parts);
        };
    }

    private static int maxCost(List<Condition> parts) {
        return parts.stream().mapToInt(ColumnScan::cost).max().orElse(0);
    }

    private static void collectGroups(Condition condition, Set<ColumnGroup> groups) {
        switch (condition) {
            case Everything _ -> {}
            case AllOf(var parts) -> parts.forEach(part -> collectGroups(part, groups));
            case AnyOf(var parts) -> parts.forEach(part -> collectGroups(part, groups));
            case Not(var part) -> collectGroups(part, groups);
            case HasText(_, boolean onlyBody) -> {
                groups.add(ColumnGroup.BODY);
                if (!onlyBody) {
                    groups.add(ColumnGroup.ATTRIBUTES);
                }
            }
            case TextIs(var field, _) -> groups.add(ColumnGroup.of(field.column()));
            case AttributeIs _ -> groups.add(ColumnGroup.ATTRIBUTES);
            case NumberIs(var field, _) -> groups.add(ColumnGroup.of(field.column()));
            case SeverityIn _ -> groups.add(ColumnGroup.SEVERITY);
            case TimeIn(var field, _, _) -> groups.add(ColumnGroup.of(field.column()));
            case IdIs _ -> groups.addAll(EnumSet.of(ColumnGroup.TIME, ColumnGroup.ORIGIN));
        }
    }
}
