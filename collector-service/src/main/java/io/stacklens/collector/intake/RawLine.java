package io.stacklens.collector.intake;

import io.stacklens.model.batch.RawRecord;

import java.util.Objects;

/**
 * A received line as a slice of what was read, not copied.
 *
 * @param like everything but the body; shared by the lines of a request or a connection
 */
@SuppressWarnings("ArrayRecordComponent") // a slice is carried, never compared
public record RawLine(RawRecord like, byte[] bytes, int offset, int length) {

    public RawLine {
        Objects.checkFromIndexSize(offset, length, bytes.length);
    }
}
