package io.stacklens.collector.http;

import org.springframework.http.HttpStatus;

/** A request of which nothing is taken, and the status that says why. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    RefusedException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    RefusedException(HttpStatus status, String detail, Throwable cause) {
        super(detail, cause);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** Whether the same request may be taken later. */
    boolean isTemporary() {
        return status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE;
    }
}
