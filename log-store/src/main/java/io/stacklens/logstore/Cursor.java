package io.stacklens.logstore;

import io.stacklens.model.RecordId;

/**
 * A place in a search's results: right after a record, whether that record is still there or not.
 * It names no block, so it holds while blocks are merged.
 */
public record Cursor(RecordId last) {

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is no cursor
     */
    public static Cursor parse(String text) {
        return new Cursor(RecordId.parse(text));
    }

    @Override
    public String toString() {
        return last.toString();
    }
}
