package io.stacklens.logstore;

/**
 * An answer about all records of a search.
 *
 * @param damagedBlocks blocks that could not be read whole; what could not be read is left out
 */
public record Answer<T>(T value, int damagedBlocks) {}
