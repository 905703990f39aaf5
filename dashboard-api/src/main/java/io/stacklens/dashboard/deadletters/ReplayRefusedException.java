package io.stacklens.dashboard.deadletters;

/** A dead letter that cannot be replayed as asked; the message says what was found and expected. */
final class ReplayRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayRefusedException(String message) {
        super(message);
    }
}
