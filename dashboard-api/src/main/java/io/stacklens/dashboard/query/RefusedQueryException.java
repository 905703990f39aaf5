package io.stacklens.dashboard.query;

import org.springframework.http.HttpStatus;

/** A query that is not run, or was stopped, and why. Always the caller's to change: a 4xx. */
class RefusedQueryException extends RuntimeException {

    private final HttpStatus status;

    private RefusedQueryException(HttpStatus status, String reason) {
        super(reason);
        this.status = status;
    }

    /** It is no SQL, or SQL that makes no sense. */
    static RefusedQueryException malformed(String reason) {
        return new RefusedQueryException(HttpStatus.BAD_REQUEST, reason);
    }

    /** It asks for something that is not open to queries. */
    static RefusedQueryException forbidden(String reason) {
        return new RefusedQueryException(HttpStatus.FORBIDDEN, reason);
    }

    /** It takes too long, or answers too much. */
    static RefusedQueryException tooCostly(String reason) {
        return new RefusedQueryException(HttpStatus.UNPROCESSABLE_CONTENT, reason);
    }

    static RefusedQueryException busy(String reason) {
        return new RefusedQueryException(HttpStatus.TOO_MANY_REQUESTS, reason);
    }

    HttpStatus status() {
        return status;
    }
}
