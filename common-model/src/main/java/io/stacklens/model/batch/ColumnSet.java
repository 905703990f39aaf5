package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * The container of both batch types: columns of the same number of rows, each decoded only when it
 * is asked for.
 *
 * <p>Layout, version 1: one byte of magic, one byte of version, the row count, the column count;
 * then for each column, by ascending id: id, one byte of {@link Encoding}, length, bytes. Counts,
 * ids and lengths are varints. Columns with an id that this version does not know are carried
 * along.
 *
 * <p>Not thread-safe: decoded columns are remembered.
 */
final class ColumnSet {

    static final int VERSION = 1;

    /** More rows than any batch or block has; bounds what a few corrupt bytes can allocate. */
    static final int MAX_ROWS = 1 << 20;

    private static final int MAX_ID = 1 << 10;

    private final int rows;
    private final SortedMap<Integer, StoredColumn> columns;

    /** By id, what was decoded so far. */
    private @Nullable Object[] decoded = new @Nullable Object[80];

    private ColumnSet(int rows, SortedMap<Integer, StoredColumn> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    static ColumnSet decode(byte @Nullable [] value, char magic) {
        byte[] bytes = ByteReader.requireValue(value);
        ByteReader in = new ByteReader(bytes);
        int foundMagic = in.readByte();
        int version = in.readByte();
        if (foundMagic != magic || version != VERSION) {
            throw new MalformedBatchException(
                    "batch begins with 0x%02x version %d (expected: 0x%02x version %d)"
                            .formatted(foundMagic, version, (int) magic, VERSION));
        }
        int rows = in.readCount(MAX_ROWS);
        int count = in.readCount(in.remaining());
        SortedMap<Integer, StoredColumn> columns = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int id = in.readCount(MAX_ID);
            Encoding encoding = Encoding.ofCode(in.readByte());
            int length = in.readCount(in.remaining());
            columns.put(id, new StoredColumn(encoding, bytes, in.position(), length));
            in.skip(length);
        }
        if (in.remaining() != 0) {
            throw new MalformedBatchException(in.remaining() + " bytes after the last column");
        }
        return new ColumnSet(rows, columns);
    }

    byte[] encode(char magic) {
        int size = 16 + columns.values().stream().mapToInt(column -> column.length() + 12).sum();
        ByteWriter out = new ByteWriter(size);
        out.writeByte(magic);
        out.writeByte(VERSION);
        out.writeVarint(rows);
        out.writeVarint(columns.size());
        columns.forEach(
                (id, column) -> {
                    out.writeVarint(id);
                    column.writeTo(out);
                });
        return out.toByteArray();
    }

    static ColumnSet of(int rows, Map<Integer, StoredColumn> columns) {
        return new ColumnSet(rows, new TreeMap<>(columns));
    }

    /** The columns of both sets; where both have one, the other's. */
    ColumnSet with(ColumnSet other) {
        if (other.rows != rows) {
            throw new IllegalArgumentException(
                    "columns of %d rows added to a batch of %d".formatted(other.rows, rows));
        }
        SortedMap<Integer, StoredColumn> union = new TreeMap<>(columns);
        union.putAll(other.columns);
        return new ColumnSet(rows, union);
    }

    int rows() {
        return rows;
    }

    ColumnSet only(IntPredicate ids) {
        SortedMap<Integer, StoredColumn> kept = new TreeMap<>(columns);
        kept.keySet().removeIf(id -> !ids.test(id));
        return new ColumnSet(rows, kept);
    }

    Set<Integer> ids() {
        return Collections.unmodifiableSet(columns.keySet());
    }

    void verify() {
        for (int id : columns.keySet()) {
            switch (encoding(id).kind()) {
                case LONG -> longs(id, LogBatch.absentLong(id));
                case DOUBLE -> doubles(id);
                case TEXT -> texts(id);
                case MAP -> maps(id);
            }
        }
    }

    boolean has(int id) {
        return columns.containsKey(id);
    }

    /** The encoding of a column that is there. */
    Encoding encoding(int id) {
        StoredColumn column = columns.get(id);
        if (column == null) {
            throw new IllegalArgumentException("no column " + id);
        }
        return column.encoding();
    }

    LongColumn longs(int id, long absent) {
        LongColumn known = remembered(id, LongColumn.class);
        return known != null
                ? known
                : remember(
                        id,
                        Kind.LONG,
                        column -> LongColumn.read(column.encoding(), column.reader(), rows),
                        () -> LongColumn.constant(absent, rows));
    }

    DoubleColumn doubles(int id) {
        DoubleColumn known = remembered(id, DoubleColumn.class);
        return known != null
                ? known
                : remember(
                        id,
                        Kind.DOUBLE,
                        column -> DoubleColumn.read(column.reader(), rows),
                        () -> DoubleColumn.absent(rows));
    }

    TextColumn texts(int id) {
        TextColumn known = remembered(id, TextColumn.class);
        return known != null
                ? known
                : remember(
                        id,
                        Kind.TEXT,
                        column ->
                                column.encoding() == Encoding.DICTIONARY
                                        ? TextColumn.readDictionary(
                                                column.array(), column.reader(), rows)
                                        : TextColumn.readPlain(
                                                column.array(), column.reader(), rows),
                        () -> TextColumn.absent(rows));
    }

    MapColumn maps(int id) {
        MapColumn known = remembered(id, MapColumn.class);
        return known != null
                ? known
                : remember(
                        id,
                        Kind.MAP,
                        column -> MapColumn.read(column.array(), column.reader(), rows),
                        () -> MapColumn.absent(rows));
    }

    private <C> @Nullable C remembered(int id, Class<C> type) {
        Object known = id < decoded.length ? decoded[id] : null;
        return type.isInstance(known) ? type.cast(known) : null;
    }

    private <C> C remember(int id, Kind kind, Function<StoredColumn, C> read, Supplier<C> absent) {
        StoredColumn column = columns.get(id);
        if (column != null && column.encoding().kind() != kind) {
            throw new MalformedBatchException(
                    "column %d holds %s (expected: %s)"
                            .formatted(id, column.encoding().kind(), kind));
        }
        C value = column == null ? absent.get() : read.apply(column);
        if (id >= decoded.length) {
            decoded = Arrays.copyOf(decoded, id + 1);
        }
        decoded[id] = value;
        return value;
    }
}
