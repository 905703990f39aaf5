package io.stacklens.dashboard.errors;

import org.jspecify.annotations.Nullable;

/** A route and how slow it was: the worst hour's quantiles, in milliseconds. */
record SlowOperation(
        String service,
        String route,
        double latencyP99,
        @Nullable Double latencyP50,
        long eventCount) {}
