package io.stacklens.enrichment.reference;

import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.KeyedColumns;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds what a reference table says of a column's values. */
final class ReferenceEnricher<V> implements Enricher {

    private final LogColumn keyColumn;
    private final ReferenceCache<V> cache;
    private final KeyedColumns.Put<V> put;

    ReferenceEnricher(LogColumn keyColumn, ReferenceCache<V> cache, KeyedColumns.Put<V> put) {
        this.keyColumn = keyColumn;
        this.cache = cache;
        this.put = put;
    }

    @Override
    public StageMetrics metrics() {
        return cache.metrics();
    }

    @Override
    public Optional<LogBatch> columnsFor(LogBatch batch) {
        if (!batch.has(keyColumn)) {
            return Optional.empty();
        }
        TextColumn keys = batch.texts(keyColumn);
        List<String> entries = new ArrayList<>(keys.entryCount());
        for (int entry = 0; entry < keys.entryCount(); entry++) {
            entries.add(keys.entryText(entry));
        }
        return KeyedColumns.of(batch.size(), keys, cache.find(entries), put);
    }
}
