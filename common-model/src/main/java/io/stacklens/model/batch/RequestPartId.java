package io.stacklens.model.batch;

/**
 * Names a part of a request that its sender may repeat: 128 bits of a hash over the request's key,
 * the part's number and its lines. Two batches with the same name are the same lines sent twice.
 */
public record RequestPartId(long high, long low) {}
