package io.stacklens.analytics.trial;

/** Another trial has not ended. */
final class TrialsBusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TrialsBusyException() {
        super("another rule is being tried; try again in a few seconds");
    }
}
