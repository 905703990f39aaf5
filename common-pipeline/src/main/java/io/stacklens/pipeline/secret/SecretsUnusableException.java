package io.stacklens.pipeline.secret;

/** Secrets can be neither stored nor read; the message says what to set. */
public final class SecretsUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretsUnusableException(String message) {
        super(message);
    }

    SecretsUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
