package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Collects rows into columns. A column exists once a row has a value in it. */
final class ColumnSetBuilder {

    private static final int DIRECT_IDS = 128;

    private final @Nullable ColumnBuilder[] columns = new @Nullable ColumnBuilder[DIRECT_IDS];
    private final Map<Integer, ColumnBuilder> others = new HashMap<>();
    private int rows;

    int rows() {
        return rows;
    }

    void addRow() {
        if (rows == ColumnSet.MAX_ROWS) {
            throw new IllegalStateException("a batch holds at most %d rows".formatted(rows));
        }
        rows++;
    }

    void putLong(ColumnSpec spec, int row, long value) {
        ((LongColumnBuilder) column(spec)).put(row, value);
    }

    void putDouble(ColumnSpec spec, int row, double value) {
        ((DoubleColumnBuilder) column(spec)).put(row, value);
    }

    void putText(ColumnSpec spec, int row, byte[] source, int offset, int length) {
        ((TextColumnBuilder) column(spec)).put(row, source, offset, length);
    }

    MapColumnBuilder map(ColumnSpec spec) {
        return (MapColumnBuilder) column(spec);
    }

    /** Gives a row the text or the pairs that an earlier row has in a column. */
    void repeat(ColumnSpec spec, int earlier, int row) {
        switch (columns[spec.id()]) {
            case null -> {} // the earlier row has none either
            case TextColumnBuilder texts -> texts.repeat(earlier, row);
            case MapColumnBuilder maps -> maps.repeat(earlier, row);
            case LongColumnBuilder _, DoubleColumnBuilder _ ->
                    throw new IllegalArgumentException("column %d is numbers".formatted(spec.id()));
        }
    }

    /** Appends the given rows of another set, column by column, the unknown ones too. */
    void append(ColumnSet source, int[] sourceRows) {
        for (int id : source.ids()) {
            ColumnBuilder target = columnLike(source.encoding(id), id);
            switch (target) {
                case LongColumnBuilder longs -> longs.append(rows, source.longs(id, 0), sourceRows);
                case DoubleColumnBuilder doubles ->
                        doubles.append(rows, source.doubles(id), sourceRows);
                case TextColumnBuilder texts -> texts.append(rows, source.texts(id), sourceRows);
                case MapColumnBuilder maps -> maps.append(rows, source.maps(id), sourceRows);
            }
        }
        rows += sourceRows.length;
    }

    ColumnSet build() {
        Map<Integer, StoredColumn> built = new HashMap<>();
        for (int id = 0; id < DIRECT_IDS; id++) {
            ColumnBuilder column = columns[id];
            if (column != null) {
                built.put(id, column.encode(rows));
            }
        }
        others.forEach((id, column) -> built.put(id, column.encode(rows)));
        return ColumnSet.of(rows, built);
    }

    private ColumnBuilder columnLike(Encoding encoding, int id) {
        // Only log batches are appended, so the ids are those of LogColumn.
        return column(
                id, encoding.kind(), encoding == Encoding.DICTIONARY, LogBatch.absentLong(id));
    }

    private ColumnBuilder column(ColumnSpec spec) {
        ColumnBuilder known = columns[spec.id()];
        return known != null
                ? known
                : column(spec.id(), spec.kind(), spec.isDictionary(), spec.absent());
    }

    private ColumnBuilder column(int id, Kind kind, boolean dictionary, long absent) {
        ColumnBuilder column =
                id < DIRECT_IDS
                        ? columns[id]
                        : others.computeIfAbsent(
                                id, _ -> ColumnBuilder.of(kind, dictionary, absent));
        if (column == null) {
            column = ColumnBuilder.of(kind, dictionary, absent);
            columns[id] = column;
        }
        if (column.kind() != kind) {
            throw new MalformedBatchException(
                    "column %d holds %s (expected: %s)".formatted(id, kind, column.kind()));
        }
        return column;
    }
}
