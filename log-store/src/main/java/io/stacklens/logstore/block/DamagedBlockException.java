package io.stacklens.logstore.block;

/** Stored bytes that are not the block that was written; the message says what differs. */
public final class DamagedBlockException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DamagedBlockException(String message) {
        super(message);
    }
}
