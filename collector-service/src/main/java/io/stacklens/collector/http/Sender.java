package io.stacklens.collector.http;

import io.stacklens.collector.intake.RequestKey;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.util.Collections;
import java.util.List;

/**
 * Who sent a request.
 *
 * @param address of the peer
 * @param connection names the connection; lines that come over it stay in order
 * @param service the service that the path named, or null
 * @param key what the sender calls the request to be able to repeat it, or null
 */
record Sender(
        String address, String connection, @Nullable String service, @Nullable RequestKey key) {

    private static final String KEY_HEADER = "Idempotency-Key";
    private static final int MAX_SERVICE_CHARS = 256;

    static Sender of(HttpServletRequest request, @Nullable String service) {
        String address = request.getRemoteAddr();
        String named = service == null ? "" : service.strip();
        return new Sender(
                address,
                address + ":" + request.getRemotePort(),
                named.isEmpty()
                        ? null
                        : named.substring(0, Math.min(named.length(), MAX_SERVICE_CHARS)),
                key(Collections.list(request.getHeaders(KEY_HEADER))));
    }

    private static @Nullable RequestKey key(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST,
                    "%d headers %s (expected: one)".formatted(values.size(), KEY_HEADER));
        }
        try {
            return new RequestKey(values.getFirst());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST, KEY_HEADER + ": " + e.getMessage(), e);
        }
    }

    /** What formats are remembered by: the same agent sends the same formats. */
    String source() {
        return service == null ? "http/" + address : "http/" + address + "/" + service;
    }
}
