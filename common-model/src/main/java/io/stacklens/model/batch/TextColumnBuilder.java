package io.stacklens.model.batch;

import io.stacklens.model.batch.ColumnSpec.Kind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Builds a {@link TextColumn}, with a dictionary or without. */
final class TextColumnBuilder implements ColumnBuilder {

    private final @Nullable BytesDictionary dictionary;
    private final ByteWriter plain = new ByteWriter(64);

    /** With a dictionary: entry + 1; without: length + 1; 0 = absent. */
    private int[] codes = new int[64];

    private int size;

    TextColumnBuilder(boolean dictionary) {
        this.dictionary = dictionary ? new BytesDictionary() : null;
    }

    /** Gives a row its text; without a dictionary a row can be given its text only once. */
    void put(int row, byte[] source, int offset, int length) {
        if (dictionary != null) {
            putCode(row, dictionary.number(source, offset, length) + 1);
        } else {
            if (row < size) {
                throw new IllegalStateException("row %d has its text already".formatted(row));
            }
            putCode(row, length + 1);
            plain.writeBytes(source, offset, length);
        }
    }

    /** Gives a row the text of an earlier one; only with a dictionary. */
    void repeat(int earlier, int row) {
        if (dictionary == null) {
            throw new IllegalStateException("a column without a dictionary");
        }
        putCode(row, earlier < codes.length ? codes[earlier] : 0);
    }

    /**
     * Gives rows from {@code first} on the texts of some rows of another column. A text that many
     * of its rows share is looked up once.
     */
    void append(int first, TextColumn source, int[] sourceRows) {
        int[] known = new int[dictionary == null ? 0 : source.entryCount()];
        for (int i = 0; i < sourceRows.length; i++) {
            int row = sourceRows[i];
            int entry = source.entry(row);
            if (entry < 0) {
                continue;
            }
            if (dictionary == null || known[entry] == 0) {
                put(first + i, source.bytes(), source.offset(row), source.length(row));
                if (dictionary != null) {
                    known[entry] = codes[first + i];
                }
            } else {
                putCode(first + i, known[entry]);
            }
        }
    }

    @Override
    public Kind kind() {
        return Kind.TEXT;
    }

    @Override
    public StoredColumn encode(int rows) {
        ByteWriter out = new ByteWriter(plain.size() + rows * 2);
        if (dictionary != null) {
            dictionary.writeTo(out);
        }
        out.writeVarints(rows <= codes.length ? codes : Arrays.copyOf(codes, rows), rows);
        out.writeAll(plain);
        return StoredColumn.of(dictionary != null ? Encoding.DICTIONARY : Encoding.TEXTS, out);
    }

    private void putCode(int row, int code) {
        if (row >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(row + 1, codes.length * 2));
        }
        codes[row] = code;
        size = Math.max(size, row + 1);
    }
}
