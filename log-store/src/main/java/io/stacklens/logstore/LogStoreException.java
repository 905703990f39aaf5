package io.stacklens.logstore;

import java.sql.SQLException;

/** The database did not answer as it should; it may later. */
public final class LogStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogStoreException(SQLException cause) {
        super("log store: " + cause.getMessage(), cause);
    }
}
