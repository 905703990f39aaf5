package io.stacklens.model.window;

/**
 * How many records of a service came from a host.
 *
 * @param host never empty
 */
public record SourceDelta(String host, long count) {}
