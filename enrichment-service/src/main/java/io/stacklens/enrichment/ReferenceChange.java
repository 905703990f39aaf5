package io.stacklens.enrichment;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Rows of a reference table that have changed, or may have.
 *
 * @param keys the keys of those rows; null: any
 */
public record ReferenceChange(String table, @Nullable List<String> keys) {}
