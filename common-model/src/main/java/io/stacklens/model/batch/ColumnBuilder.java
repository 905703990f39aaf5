package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

/** Collects the values of one column, rows ascending; rows that are skipped have no value. */
sealed interface ColumnBuilder
        permits LongColumnBuilder, DoubleColumnBuilder, TextColumnBuilder, MapColumnBuilder {

    Kind kind();

    /** Encodes the first {@code rows} rows; those not yet given have no value. */
    StoredColumn encode(int rows);

    static ColumnBuilder of(Kind kind, boolean dictionary, long absent) {
        return switch (kind) {
            case LONG -> new LongColumnBuilder(absent);
            case DOUBLE -> new DoubleColumnBuilder();
            case TEXT -> new TextColumnBuilder(dictionary);
            case MAP -> new MapColumnBuilder();
        };
    }
}
