package io.stacklens.enrichment.editing;

import org.springframework.http.HttpStatus;

/** A bulk upsert that ended before its body did. */
final class BulkStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient BulkResult result;

    /**
     * @param result what became of the lines before
     */
    BulkStoppedException(HttpStatus status, String detail, BulkResult result) {
        super(detail);
        this.status = status;
        this.result = result;
    }

    HttpStatus status() {
        return status;
    }

    BulkResult result() {
        return result;
    }
}
