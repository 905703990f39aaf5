package io.stacklens.model.access;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/** What an API key is for. */
public enum Scope {
    /** Sending lines to the collector. */
    @JsonProperty("ingest")
    INGEST,
    /** Everything a viewer may read. */
    @JsonProperty("read")
    READ,
    /** Everything an operator may change. */
    @JsonProperty("write")
    WRITE;

    /** As it is written: {@code ingest}. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
