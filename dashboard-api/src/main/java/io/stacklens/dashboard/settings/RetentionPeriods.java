package io.stacklens.dashboard.settings;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How long things are kept.
 *
 * @param logsDays log records; what is configured, if null
 * @param windowsDays windows, counts by template, groups of errors and high-risk records; what is
 *     configured, if null
 * @param configuredLogsDays what analytics is configured with; null before its first run
 * @param updatedBy who has changed it last
 */
record RetentionPeriods(
        @Nullable Integer logsDays,
        @Nullable Integer windowsDays,
        @Nullable Double configuredLogsDays,
        @Nullable Double configuredWindowsDays,
        @Nullable Instant updatedAt,
        @Nullable String updatedBy) {

    static final RetentionPeriods UNKNOWN =
            new RetentionPeriods(null, null, null, null, null, null);
}
