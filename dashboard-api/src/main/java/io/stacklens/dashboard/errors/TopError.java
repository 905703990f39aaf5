package io.stacklens.dashboard.errors;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Errors of one kind in one service.
 *
 * @param template text of the template, once it is known
 * @param sample a body of that kind
 */
record TopError(
        String service,
        String templateId,
        @Nullable String template,
        @Nullable String exceptionType,
        long total,
        String sample,
        Instant lastSeen) {}
