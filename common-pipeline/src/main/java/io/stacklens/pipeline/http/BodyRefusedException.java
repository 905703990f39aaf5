package io.stacklens.pipeline.http;

import org.springframework.http.HttpStatus;

/**
 * A request's body is longer, or comes slower, than may be: answered with 413 or 408. It is thrown
 * where the body is read, and unchecked, so that no reader takes it for a body that is malformed.
 */
public final class BodyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    public BodyRefusedException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }
}
