package io.stacklens.pipeline.security;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Who changes something in the request that this thread handles, for the audit log. */
record Actor(String name, String address) {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

    /** A request that only reads has no actor, and costs its connections nothing. */
    static void begin(HttpServletRequest request, String name, String address) {
        if (!READING.contains(request.getMethod())) {
            CURRENT.set(new Actor(name, address));
        }
    }

    static void end() {
        CURRENT.remove();
    }

    static @Nullable Actor current() {
        return CURRENT.get();
    }
}
