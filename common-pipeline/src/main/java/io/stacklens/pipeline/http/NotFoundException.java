package io.stacklens.pipeline.http;

/** What a request names is not there; answered with 404. */
public final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(String what, String id) {
        super("no %s '%s'".formatted(what, id));
    }
}
