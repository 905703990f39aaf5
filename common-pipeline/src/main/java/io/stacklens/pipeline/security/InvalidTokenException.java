package io.stacklens.pipeline.security;

/** A token that does not count; the message is for the one who sent it. */
final class InvalidTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidTokenException(String message) {
        super(message);
    }
}
