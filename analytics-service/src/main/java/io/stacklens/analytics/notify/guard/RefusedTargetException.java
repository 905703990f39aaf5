package io.stacklens.analytics.notify.guard;

/** A notification would go where none may; the message says what to set. */
public final class RefusedTargetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedTargetException(String message) {
        super(message);
    }
}
