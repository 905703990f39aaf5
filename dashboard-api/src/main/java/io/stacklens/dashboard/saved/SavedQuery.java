package io.stacklens.dashboard.saved;

import java.time.Instant;

/**
 * A search that somebody keeps.
 *
 * @param q in the query language of {@code /logs}
 * @param owner who may change it
 * @param shared whether everybody sees it
 */
record SavedQuery(
        long id,
        String name,
        String q,
        String owner,
        boolean shared,
        Instant createdAt,
        Instant updatedAt) {}
