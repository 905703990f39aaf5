package io.stacklens.dashboard.pipelines;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Which pipelines the parser goes by; describes its answer.
 *
 * @param file null when none is set
 * @param error why the file as it is now was refused; those read before stay in force
 */
record PipelinesInForce(
        @Nullable String file,
        List<String> names,
        @Nullable Instant loadedAt,
        @Nullable String error,
        @Nullable Instant errorAt,
        long loads,
        long refusals) {}
