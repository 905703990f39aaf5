package io.stacklens.pipeline.security;

/**
 * Gives an {@link AccessState} its lists. A service that has another way than the topic has one.
 */
public interface AccessFeed {}
