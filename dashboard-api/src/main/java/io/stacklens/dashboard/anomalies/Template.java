package io.stacklens.dashboard.anomalies;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * The constant part of similar bodies, and how often it came.
 *
 * @param template its text, once it is known
 * @param services those that wrote it, in the time that is looked at
 * @param total records with it in that time
 */
record Template(
        String templateId,
        @Nullable String template,
        List<String> services,
        long total,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen) {}
