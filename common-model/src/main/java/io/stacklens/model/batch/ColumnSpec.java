package io.stacklens.model.batch;

/**
 * What is known of a column before any data: its number in the layout, and what its values are.
 * Each of the enums keeps it in fields of its own: an enum inherits none, and a record between them
 * would be one more step for each value of each line.
 */
public sealed interface ColumnSpec permits LogColumn, RawColumn {

    /** The kinds of values that columns hold. */
    enum Kind {
        LONG,
        DOUBLE,
        TEXT,
        MAP
    }

    /** Number in the binary layout; never given to another column. */
    int id();

    Kind kind();

    /** Whether texts repeat so often that a dictionary pays; only for {@link Kind#TEXT}. */
    boolean isDictionary();

    /** What a {@link Kind#LONG} column says of a record without a value. */
    long absent();
}
