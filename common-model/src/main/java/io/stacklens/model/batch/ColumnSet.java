package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The container of both batch types: columns of the same number of rows, each decoded only when it
 * is asked for.
 *
 * <p>Layout, version 1: one byte of magic, one byte of version, the row count, the column count; then
 * for each column, by ascending id: id, one byte of {@link Encoding}, length, bytes. Counts, ids and
 * lengths are varints. Columns with an id that this version does not know are carried along.
 *
 * <p>Not thread-safe: decoded columns are remembered.
 */
final class ColumnSet {

    static final int VERSION = 1;

    /** More rows than any batch or block has; bounds what a few corrupt bytes can allocate. */
    static final int MAX_ROWS = 1 << 20;

    private final int rows;
    private final SortedMap<Integer, Stored> columns;

    /** A column as it lies in some array; {@code decoded} once it has been read. */
    private static final class Stored {
        final Encoding encoding;
        final byte[] bytes;
        final int offset;
        final int length;
        @Nullable Object decoded;

        Stored(Encoding encoding, byte[] bytes, int offset, int length) {
            this.encoding = encoding;
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }
    }

    private ColumnSet(int rows, SortedMap<Integer, Stored> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    static ColumnSet decode(byte[] bytes, char magic) {
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
        SortedMap<Integer, Stored> columns = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int id = in.readCount(Integer.MAX_VALUE);
            Encoding encoding = Encoding.ofCode(in.readByte());
            int length = in.readCount(in.remaining());
            columns.put(id, new Stored(encoding, bytes, in.position(), length));
            in.skip(length);
        }
        if (in.remaining() != 0) {
            throw new MalformedBatchException(in.remaining() + " bytes after the last column");
        }
        return new ColumnSet(rows, columns);
    }

    byte[] encode(char magic) {
        int size = 16 + columns.values().stream().mapToInt(column -> column.length + 12).sum();
        ByteWriter out = new ByteWriter(size);
        out.writeByte(magic);
        out.writeByte(VERSION);
        out.writeVarint(rows);
        out.writeVarint(columns.size());
        columns.forEach(
                (id, column) -> {
                    out.writeVarint(id);
                    out.writeByte(column.encoding.code());
                    out.writeVarint(column.length);
                    out.writeBytes(column.bytes, column.offset, column.length);
                });
        return out.toByteArray();
    }

    /** Makes a set of columns that were just built; the arrays are taken over. */
    static ColumnSet of(int rows, Map<Integer, Encoded> built) {
        SortedMap<Integer, Stored> columns = new TreeMap<>();
        built.forEach(
                (id, column) ->
                        columns.put(
                                id,
                                new Stored(
                                        column.encoding(), column.bytes(), 0, column.bytes().length)));
        return new ColumnSet(rows, columns);
    }

    /** A column that has just been built. */
    record Encoded(Encoding encoding, byte[] bytes) {}

    /** The columns of both sets; where both have one, the other's. */
    ColumnSet with(ColumnSet other) {
        if (other.rows != rows) {
            throw new IllegalArgumentException(
                    "columns of %d rows added to a batch of %d".formatted(other.rows, rows));
        }
        SortedMap<Integer, Stored> union = new TreeMap<>(columns);
        union.putAll(other.columns);
        return new ColumnSet(rows, union);
    }

    int rows() {
        return rows;
    }

    Iterable<Integer> ids() {
        return columns.keySet();
    }

    boolean has(int id) {
        return columns.containsKey(id);
    }

    Kind kind(int id) {
        Stored column = columns.get(id);
        if (column == null) {
            throw new IllegalArgumentException("no column " + id);
        }
        return column.encoding.kind();
    }

    boolean isDictionary(int id) {
        Stored column = columns.get(id);
        return column != null && column.encoding == Encoding.DICTIONARY;
    }

    LongColumn longs(int id, long absent) {
        Stored column = stored(id, Kind.LONG);
        if (column == null) {
            return LongColumn.constant(absent, rows);
        }
        if (!(column.decoded instanceof LongColumn)) {
            column.decoded = LongColumn.read(column.encoding, reader(column), rows);
        }
        return (LongColumn) column.decoded;
    }

    DoubleColumn doubles(int id) {
        Stored column = stored(id, Kind.DOUBLE);
        if (column == null) {
            return DoubleColumn.absent(rows);
        }
        if (!(column.decoded instanceof DoubleColumn)) {
            column.decoded = DoubleColumn.read(reader(column), rows);
        }
        return (DoubleColumn) column.decoded;
    }

    TextColumn texts(int id) {
        Stored column = stored(id, Kind.TEXT);
        if (column == null) {
            return TextColumn.absent(rows);
        }
        if (!(column.decoded instanceof TextColumn)) {
            column.decoded =
                    column.encoding == Encoding.DICTIONARY
                            ? TextColumn.readDictionary(column.bytes, reader(column), rows)
                            : TextColumn.readPlain(column.bytes, reader(column), rows);
        }
        return (TextColumn) column.decoded;
    }

    MapColumn maps(int id) {
        Stored column = stored(id, Kind.MAP);
        if (column == null) {
            return MapColumn.absent(rows);
        }
        if (!(column.decoded instanceof MapColumn)) {
            column.decoded = MapColumn.read(column.bytes, reader(column), rows);
        }
        return (MapColumn) column.decoded;
    }

    private @Nullable Stored stored(int id, Kind kind) {
        Stored column = columns.get(id);
        if (column != null && column.encoding.kind() != kind) {
            throw new MalformedBatchException(
                    "column %d holds %s (expected: %s)".formatted(id, column.encoding.kind(), kind));
        }
        return column;
    }

    private static ByteReader reader(Stored column) {
        return new ByteReader(column.bytes, column.offset, column.length);
    }
}
