package io.stacklens.dashboard.narrative;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** A provider gave no answer that can be used. */
final class ModelFailedException extends Exception {

    private final transient @Nullable Duration retryAfter;

    ModelFailedException(String message) {
        this(message, null);
    }

    /**
     * Says what went wrong.
     *
     * @param retryAfter how long the provider wants to be left alone, if it says so
     */
    ModelFailedException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
