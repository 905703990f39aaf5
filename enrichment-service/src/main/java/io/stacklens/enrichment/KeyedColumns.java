package io.stacklens.enrichment;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.TextColumn;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Columns that follow from another one. The texts that are known of a key are written once; further
 * rows with that key point to them.
 */
public final class KeyedColumns {

    private final LogBatchBuilder columns = new LogBatchBuilder();

    /** The row that has the texts of the current one, or -1. */
    private int earlier;

    private KeyedColumns() {}

    /** Gives the current row what is known of its key, all of it by the methods below. */
    @FunctionalInterface
    public interface Put<V> {
        void put(KeyedColumns row, V known);
    }

    /**
     * The columns for as many rows as the batch has; empty when nothing is known of any key.
     *
     * @param known what is known of each entry of the keys, or null
     */
    public static <V> Optional<LogBatch> of(
            int rows, TextColumn keys, List<@Nullable V> known, Put<V> put) {
        if (known.stream().allMatch(Objects::isNull)) {
            return Optional.empty();
        }
        KeyedColumns result = new KeyedColumns();
        int[] firstRows = new int[known.size()];
        Arrays.fill(firstRows, -1);
        for (int row = 0; row < rows; row++) {
            result.columns.addRow();
            int entry = keys.entry(row);
            V value = entry < 0 ? null : known.get(entry);
            if (value != null) {
                result.earlier = firstRows[entry];
                put.put(result, value);
                if (result.earlier < 0) {
                    firstRows[entry] = row;
                }
            }
        }
        return Optional.of(result.columns.build());
    }

    public void text(LogColumn column, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (earlier < 0) {
            columns.put(column, value);
        } else {
            columns.repeat(column, earlier);
        }
    }

    public void number(LogColumn column, @Nullable Long value) {
        if (value != null) {
            columns.put(column, value);
        }
    }

    public void number(LogColumn column, @Nullable Integer value) {
        if (value != null) {
            columns.put(column, value.longValue());
        }
    }

    public void number(LogColumn column, @Nullable Double value) {
        if (value != null) {
            columns.put(column, value.doubleValue());
        }
    }
}
