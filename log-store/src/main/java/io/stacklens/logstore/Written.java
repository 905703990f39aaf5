package io.stacklens.logstore;

/**
 * What a flush wrote.
 *
 * @param bytes of payloads and token filters, compressed
 */
public record Written(int blocks, int records, long bytes) {}
