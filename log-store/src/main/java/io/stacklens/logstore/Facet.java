package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.query.LogField;
import io.stacklens.logstore.scan.Cell;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.model.batch.TextColumn;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Counts the values of one field. Values that first appear when {@value #MAX_VALUES} others are
 * known are not counted: a field of so many values has no facets worth showing.
 */
final class Facet {

    private static final int MAX_VALUES = 100_000;
    private static final Comparator<FacetValue> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(FacetValue::total).reversed().thenComparing(FacetValue::value);

    private final String name;
    private final Optional<LogField> field;
    private final Map<String, Long> totals = new HashMap<>();

    private Facet(String name, Optional<LogField> field) {
        this.name = name;
        this.field = field;
    }

    static Facet of(String name) {
        Optional<LogField> field = LogField.named(name);
        if (field.isPresent() && !field.get().isCountable()) {
            throw new IllegalArgumentException(
                    "facet: %s (expected: a field of texts or whole numbers)".formatted(name));
        }
        return new Facet(name, field);
    }

    String name() {
        return name;
    }

    ColumnGroup group() {
        return ColumnGroup.of(field.map(LogField::column).orElse(LogColumn.ATTRIBUTES));
    }

    Facet fresh() {
        return new Facet(name, field);
    }

    void addAll(Facet part) {
        part.totals.forEach(this::add);
    }

    boolean takes(Cell cell) {
        return is(LogField.SEVERITY) || (is(LogField.SERVICE) && cell.isOfOneService());
    }

    void add(Cell cell) {
        add(
                is(LogField.SERVICE)
                        ? cell.serviceName()
                        : Severity.ofNumber(4 * cell.severity() + 1).name(),
                cell.records());
    }

    private boolean is(LogField wanted) {
        return field.filter(f -> f == wanted).isPresent();
    }

    void add(BlockColumns columns, BitSet rows) {
        if (field.isEmpty()) {
            addAttributes(columns.maps(LogColumn.ATTRIBUTES), rows);
            return;
        }
        LogField known = field.get();
        switch (known.kind()) {
            case TEXT, BODY -> addTexts(columns.texts(known.column()), rows);
            case SEVERITY -> addSeverities(columns.longs(known.column()), rows);
            case NUMBER -> addNumbers(columns.longs(known.column()), known, rows);
            case ID, TIME, DECIMAL -> throw new IllegalStateException(name);
        }
    }

    List<FacetValue> top(int top) {
        return totals.entrySet().stream()
                .map(total -> new FacetValue(total.getKey(), total.getValue()))
                .sorted(MOST_FREQUENT_FIRST)
                .limit(top)
                .toList();
    }

    private void addTexts(TextColumn texts, BitSet rows) {
        int[] counts = new int[texts.entryCount()];
        forEach(
                rows,
                row -> {
                    int entry = texts.entry(row);
                    if (entry >= 0) {
                        counts[entry]++;
                    } else if (is(LogField.SERVICE)) {
                        add("unknown", 1);
                    }
                });
        for (int entry = 0; entry < counts.length; entry++) {
            if (counts[entry] > 0) {
                add(texts.entryText(entry), counts[entry]);
            }
        }
    }

    private void addSeverities(LongColumn numbers, BitSet rows) {
        forEach(rows, row -> add(Severity.ofNumber((int) numbers.get(row)).name(), 1));
    }

    private void addNumbers(LongColumn numbers, LogField known, BitSet rows) {
        long absent = known == LogField.SEVERITY_NUMBER ? -1 : known.column().absent();
        forEach(
                rows,
                row -> {
                    if (numbers.get(row) != absent) {
                        add(Long.toString(numbers.get(row)), 1);
                    }
                });
    }

    private void addAttributes(MapColumn attributes, BitSet rows) {
        String key = name.startsWith("attributes.") ? name.substring(11) : name;
        forEach(
                rows,
                row -> {
                    String value = attributes.get(row, key);
                    if (value != null) {
                        add(value, 1);
                    }
                });
    }

    private void add(String value, long count) {
        if (count > 0 && (totals.size() < MAX_VALUES || totals.containsKey(value))) {
            totals.merge(value, count, Long::sum);
        }
    }

    private static void forEach(BitSet rows, IntConsumer action) {
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            action.accept(row);
        }
    }
}
