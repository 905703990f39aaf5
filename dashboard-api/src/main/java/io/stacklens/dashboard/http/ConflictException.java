package io.stacklens.dashboard.http;

/** The request does not fit the state of what it is about: answered with 409. */
public class ConflictException extends RuntimeException {

    public ConflictException(String message) {
        super(message);
    }
}
