package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One record as it was received, before anybody looked into it.
 *
 * @param body its bytes, not necessarily UTF-8; not copied
 * @param observedTimestamp nanoseconds since the epoch
 * @param formatHint what the receiver knows of the format ({@code json}, {@code syslog}, {@code
 *     text}), or null
 * @param source who sent it: peer, stream or agent; formats are remembered by it
 * @param service the service that the request named beside the body, or null
 * @param attributes what the protocol carried beside the body
 * @param lineCount received lines in this record
 */
@SuppressWarnings("ArrayRecordComponent") // a body is carried, never compared
public record RawRecord(
        byte[] body,
        long observedTimestamp,
        @Nullable String formatHint,
        String source,
        @Nullable String service,
        Map<String, String> attributes,
        int lineCount) {

    public static RawRecord of(String body, long observedTimestamp, String source) {
        return new RawRecord(
                body.getBytes(StandardCharsets.UTF_8),
                observedTimestamp,
                null,
                source,
                null,
                Map.of(),
                1);
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
