package io.stacklens.parser.format;

import io.stacklens.parser.line.LogDraft;

/**
 * A way in which lines are written. A format either recognises a line as a whole or leaves it to
 * others: what it then has put into the draft is forgotten. Not thread-safe.
 */
public interface LineFormat {

    /** Parses a line; answers false when it is not written in this format. */
    boolean parse(byte[] line, int start, int end, LogDraft draft);
}
