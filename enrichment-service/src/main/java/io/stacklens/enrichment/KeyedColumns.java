package io.stacklens.enrichment;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Columns that follow from another one. What is known of a key is written once, and the rows with
 * that key get it by number.
 */
public final class KeyedColumns {

    private KeyedColumns() {}

    /**
     * The columns for as many rows as the batch has; empty when nothing is known of any key.
     *
     * @param known what is known of each entry of the keys, or null
     * @param put gives a row what is known
     */
    public static <V> Optional<LogBatch> of(
            int rows,
            TextColumn keys,
            List<@Nullable V> known,
            BiConsumer<LogBatchBuilder, V> put) {
        LogBatchBuilder once = new LogBatchBuilder();
        once.addRow(); // for rows of which nothing is known
        int[] rowOfEntry = new int[known.size()];
        for (int entry = 0; entry < rowOfEntry.length; entry++) {
            V value = known.get(entry);
            if (value != null) {
                rowOfEntry[entry] = once.addRow();
                put.accept(once, value);
            }
        }
        if (once.size() == 1) {
            return Optional.empty();
        }
        int[] sources = new int[rows];
        for (int row = 0; row < rows; row++) {
            int entry = keys.entry(row);
            sources[row] = entry < 0 ? 0 : rowOfEntry[entry];
        }
        return Optional.of(new LogBatchBuilder().append(once.build(), sources).build());
    }
}
