package io.stacklens.enrichment;

import io.stacklens.model.batch.LogBatch;

import java.util.Optional;

/** One step of enrichment. Enrichers run in the order of their {@code @Order}. Thread-safe. */
public interface Enricher {

    /** What this stage did so far; its name is the stage's. */
    StageMetrics metrics();

    /**
     * The columns that this step adds, for as many rows as the batch has; empty when it has nothing
     * to add. What cannot be looked up now is left out: a record never waits for a lookup.
     */
    Optional<LogBatch> columnsFor(LogBatch batch);
}
