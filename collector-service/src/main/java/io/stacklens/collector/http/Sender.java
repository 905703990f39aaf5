package io.stacklens.collector.http;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param address of the peer
 * @param connection names the connection; lines that come over it stay in order
 * @param service the service that the path named, or null
 */
record Sender(String address, String connection, @Nullable String service) {

    private static final int MAX_SERVICE_CHARS = 256;

    static Sender of(HttpServletRequest request, @Nullable String service) {
        String address = request.getRemoteAddr();
        String named = service == null ? "" : service.strip();
        return new Sender(
                address,
                address + ":" + request.getRemotePort(),
                named.isEmpty()
                        ? null
                        : named.substring(0, Math.min(named.length(), MAX_SERVICE_CHARS)));
    }

    /** What formats are remembered by: the same agent sends the same formats. */
    String source() {
        return service == null ? "http/" + address : "http/" + address + "/" + service;
    }
}
