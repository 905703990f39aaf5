package io.stacklens.pipeline.security;

/** A port that others can reach and that asks nobody for credentials. */
public final class OpenPortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpenPortException(String message) {
        super(message);
    }
}
