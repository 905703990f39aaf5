package io.stacklens.enrichment.reference;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Turns a column of keys into columns of what a reference table says of them. */
final class KeyedRows<V> {

    private final LogColumn keyColumn;
    private final ReferenceCache<V> cache;
    private final BiConsumer<LogBatchBuilder, V> put;

    KeyedRows(LogColumn keyColumn, ReferenceCache<V> cache, BiConsumer<LogBatchBuilder, V> put) {
        this.keyColumn = keyColumn;
        this.cache = cache;
        this.put = put;
    }

    Optional<LogBatch> columnsFor(LogBatch batch) {
        if (!batch.has(keyColumn)) {
            return Optional.empty();
        }
        TextColumn keys = batch.texts(keyColumn);
        List<String> entries = new ArrayList<>(keys.entryCount());
        for (int entry = 0; entry < keys.entryCount(); entry++) {
            entries.add(keys.entryText(entry));
        }
        List<@Nullable V> found = cache.find(entries);
        if (found.stream().allMatch(Objects::isNull)) {
            return Optional.empty();
        }
        LogBatchBuilder columns = new LogBatchBuilder();
        for (int row = 0; row < batch.size(); row++) {
            columns.addRow();
            int entry = keys.entry(row);
            V value = entry < 0 ? null : found.get(entry);
            if (value != null) {
                put.accept(columns, value);
            }
        }
        return Optional.of(columns.build());
    }
}
