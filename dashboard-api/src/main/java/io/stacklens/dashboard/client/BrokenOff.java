package io.stacklens.dashboard.client;

import jakarta.servlet.http.HttpServletRequest;

/** Marks a request whose answer was begun and cannot be finished. */
public final class BrokenOff {

    static final String ATTRIBUTE = BrokenOff.class.getName();

    private BrokenOff() {}

    /** The connection will be closed, so that the client does not take the answer for whole. */
    public static void mark(HttpServletRequest request, RuntimeException cause) {
        request.setAttribute(ATTRIBUTE, cause);
    }
}
