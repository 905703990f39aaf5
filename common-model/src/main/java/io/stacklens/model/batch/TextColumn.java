package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column of texts, kept as the UTF-8 bytes they arrived as; a String is made only when someone
 * reads one. A row's text is the slice of {@link #bytes} from {@link #offset} of {@link #length}
 * bytes. Rows with the same text may share an {@linkplain #entry entry}, so work can be done once
 * per entry.
 */
public final class TextColumn {

    private static final int ABSENT = -1;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final int @Nullable [] entries;
    private final @Nullable String[] strings;

    private TextColumn(byte[] bytes, int[] starts, int[] lengths, int @Nullable [] entries) {
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
        this.entries = entries;
        this.strings = new @Nullable String[starts.length];
    }

    /** The text of a row, or null if it has none. */
    public @Nullable String get(int row) {
        int entry = entry(row);
        return entry < 0 ? null : entryText(entry);
    }

    public boolean isPresent(int row) {
        return entry(row) >= 0;
    }

    /** The array that holds all texts; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the text of a present row starts in {@link #bytes}. */
    public int offset(int row) {
        return starts[entry(row)];
    }

    /** Bytes of a row's text, or -1 if it has none. */
    public int length(int row) {
        int entry = entry(row);
        return entry < 0 ? ABSENT : lengths[entry];
    }

    /** Number of the entry a row shares with the rows of equal text, or -1 if it has none. */
    public int entry(int row) {
        if (entries != null) {
            return entries[row];
        }
        return lengths[row] < 0 ? ABSENT : row;
    }

    /** How many entries there are; as many as rows when the column has no dictionary. */
    public int entryCount() {
        return starts.length;
    }

    public String entryText(int entry) {
        String text = strings[entry];
        if (text == null) {
            text = new String(bytes, starts[entry], lengths[entry], StandardCharsets.UTF_8);
            strings[entry] = text;
        }
        return text;
    }

    /** Whether the texts lie in {@link #bytes} one after the other, in the order of the rows. */
    public boolean isInOrder() {
        return entries == null;
    }

    /** Where a row's text starts, or would start if it had one; only {@linkplain #isInOrder so}. */
    public int start(int row) {
        return starts[row];
    }

    /** The last row that starts at or before a position; only {@linkplain #isInOrder so}. */
    public int rowAt(int position) {
        return lastAtMost(starts, starts.length, position);
    }

    /** Where the last number lies that is at most a limit, or -1; the numbers ascend. */
    static int lastAtMost(int[] ascending, int count, int limit) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    static TextColumn absent(int rows) {
        int[] entries = new int[rows];
        Arrays.fill(entries, ABSENT);
        return new TextColumn(new byte[0], new int[0], new int[0], entries);
    }

    static TextColumn readDictionary(byte[] bytes, ByteReader in, int rows) {
        int size = in.readCount(in.remaining());
        int[] starts = new int[size];
        int[] lengths = new int[size];
        for (int entry = 0; entry < size; entry++) {
            lengths[entry] = in.readCount(in.remaining());
            starts[entry] = in.position();
            in.skip(lengths[entry]);
        }
        int[] entries = new int[rows];
        for (int row = 0; row < rows; row++) {
            entries[row] = in.readCount(size) - 1;
        }
        return new TextColumn(bytes, starts, lengths, entries);
    }

    static TextColumn readPlain(byte[] bytes, ByteReader in, int rows) {
        int[] starts = new int[rows];
        int[] lengths = new int[rows];
        for (int row = 0; row < rows; row++) {
            lengths[row] = in.readCount(Integer.MAX_VALUE) - 1;
        }
        for (int row = 0; row < rows; row++) {
            starts[row] = in.position();
            in.skip(Math.max(0, lengths[row]));
        }
        return new TextColumn(bytes, starts, lengths, null);
    }
}
