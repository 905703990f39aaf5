package io.stacklens.parser.batch;

import org.jspecify.annotations.Nullable;

/**
 * A line as the formats see it: clean UTF-8 without line end, and what is known beside it.
 *
 * @param bytes the array that holds the line from {@code start} to {@code end}
 * @param formatHint what the receiver knows of the format, or null
 * @param source who sent it
 * @param service the service that the request named, or null
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the batch, never compared
public record RawLine(
        byte[] bytes,
        int start,
        int end,
        @Nullable String formatHint,
        @Nullable String source,
        @Nullable String service) {}
