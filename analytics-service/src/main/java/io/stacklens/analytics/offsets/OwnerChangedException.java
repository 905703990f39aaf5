package io.stacklens.analytics.offsets;

/** Another consumer has moved the offset: this one has lost the partition. */
public final class OwnerChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OwnerChangedException(String message) {
        super(message);
    }
}
