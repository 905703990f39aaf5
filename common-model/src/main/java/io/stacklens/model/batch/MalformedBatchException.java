package io.stacklens.model.batch;

/** Bytes that should be a batch and are not; the message says what was found where. */
public final class MalformedBatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedBatchException(String message) {
        super(message);
    }
}
