package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The line that is being parsed, as pipelines see it. Not thread-safe: one is used for all lines.
 */
final class PipelineLine {

    private static final byte[] NOTHING = {};

    private final Slice text = new Slice();
    private @Nullable String service;
    private @Nullable String source;
    private byte[] serviceBytes = NOTHING;

    void set(
            byte[] bytes,
            int start,
            int end,
            @Nullable String newService,
            @Nullable String newSource) {
        text.set(bytes, start, end);
        service = newService;
        source = newSource;
        serviceBytes = NOTHING;
    }

    Slice text() {
        return text;
    }

    /** The service that the request named, or nothing. */
    byte[] requestedService() {
        if (serviceBytes.length == 0 && service != null) {
            serviceBytes = service.getBytes(StandardCharsets.UTF_8);
        }
        return serviceBytes;
    }

    String source() {
        return source == null ? "" : source;
    }
}
