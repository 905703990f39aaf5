package io.stacklens.logstore.query;

/** A text that is no query; the message names what was found and what was expected. */
public final class LogQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;

    LogQueryException(int position, String found, String expected) {
        super("query: %s at position %d (expected: %s)".formatted(found, position, expected));
        this.position = position;
    }

    /** Where in the text, counted in characters from 0. */
    public int position() {
        return position;
    }
}
