package io.stacklens.logstore;

/** How many records of a search have a value in a field. */
public record FacetValue(String value, long total) {}
