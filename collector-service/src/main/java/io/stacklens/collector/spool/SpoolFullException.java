package io.stacklens.collector.spool;

import java.io.IOException;

/** Nothing more may be put on disk now. Nothing of what was to be written is there. */
public final class SpoolFullException extends IOException {

    private static final long serialVersionUID = 1;

    public SpoolFullException(String message) {
        super(message);
    }
}
