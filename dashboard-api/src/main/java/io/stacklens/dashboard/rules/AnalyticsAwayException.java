package io.stacklens.dashboard.rules;

import java.io.IOException;

/** The analytics service was asked and did not answer. */
final class AnalyticsAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AnalyticsAwayException(Exception cause) {
        super(
                cause instanceof IOException
                        ? "the analytics service does not answer"
                        : "asking the analytics service was broken off",
                cause);
    }
}
