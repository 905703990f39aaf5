package io.stacklens.collector.intake;

import io.stacklens.model.batch.RawRecord;

import java.util.Objects;

/**
 * A received line as a slice of what was read, not copied; or several lines that belong together.
 *
 * @param like everything but the body; shared by the lines of a request or a connection
 * @param lineCount how many lines were received for it
 */
@SuppressWarnings("ArrayRecordComponent") // a slice is carried, never compared
public record RawLine(RawRecord like, byte[] bytes, int offset, int length, int lineCount) {

    public RawLine {
        Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    /** One line. */
    public RawLine(RawRecord like, byte[] bytes, int offset, int length) {
        this(like, bytes, offset, length, 1);
    }
}
