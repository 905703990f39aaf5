package io.stacklens.model;

import org.jspecify.annotations.Nullable;

/**
 * What the service catalogue says of a record's service.
 *
 * @param owner who answers for it
 * @param tier how much depends on it, in the operator's words
 * @param runbook where to read what to do
 */
public record Catalogue(@Nullable String owner, @Nullable String tier, @Nullable String runbook) {}
