package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

/**
 * How the values of a column lie in its bytes ({@code n} rows; numbers are varints unless said):
 *
 * <ul>
 *   <li>{@code LONG_DELTAS}: n × zigzag difference to the row before; the first to 0
 *   <li>{@code LONG_CONSTANT}: one zigzag number, which all rows have
 *   <li>{@code DOUBLES}: n × 8 bytes, lowest first; NaN = absent
 *   <li>{@code DICTIONARY}: k, k × (length, UTF-8), n × (0 = absent, else entry + 1)
 *   <li>{@code TEXTS}: n × (0 = absent, else length + 1), then all bytes
 *   <li>{@code MAPS}: k, k × (length, key), n × pairs, then for each pair (key, value's length),
 *       then all values
 * </ul>
 */
enum Encoding {
    LONG_DELTAS(1, Kind.LONG),
    LONG_CONSTANT(2, Kind.LONG),
    DOUBLES(3, Kind.DOUBLE),
    DICTIONARY(4, Kind.TEXT),
    TEXTS(5, Kind.TEXT),
    MAPS(6, Kind.MAP);

    private final int code;
    private final Kind kind;

    Encoding(int code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    int code() {
        return code;
    }

    Kind kind() {
        return kind;
    }

    static Encoding ofCode(int code) {
        if (code < 1 || code > values().length) {
            throw new MalformedBatchException(
                    "column encoding %d (expected: 1 to %d)".formatted(code, values().length));
        }
        return values()[code - 1];
    }
}
