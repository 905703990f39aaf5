package io.stacklens.enrichment.reference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of a reference table by their key. What a batch needs and is not remembered comes in one
 * statement; that there is no such row is remembered too. Thread-safe.
 */
final class ReferenceCache<V> {

    /** No real key is longer; a longer one is never asked for. */
    private static final int LONGEST_KEY = 256;

    private final String stage;
    private final Function<List<String>, Map<String, V>> table;
    private final LookupGate gate;
    private final MeterRegistry metrics;
    private final Cache<String, Optional<V>> known;

    /**
     * @param stage a tag of the metrics
     * @param table asks the database for the rows of some keys
     */
    ReferenceCache(
            String stage,
            Function<List<String>, Map<String, V>> table,
            LookupGate gate,
            ReferenceProperties properties,
            MeterRegistry metrics) {
        this.stage = stage;
        this.table = table;
        this.gate = gate;
        this.metrics = metrics;
        this.known =
                Caffeine.newBuilder()
                        .expireAfterWrite(properties.cacheTime())
                        .maximumSize(properties.cacheSize())
                        .build();
    }

    /**
     * The rows in the order of their keys; null for a key that has none, or whose row is not known
     * now.
     */
    List<@Nullable V> find(List<String> keys) {
        List<@Nullable V> rows = new ArrayList<>(keys.size());
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            Optional<V> row = known.getIfPresent(key);
            rows.add(row == null ? null : row.orElse(null));
            if (row == null && isAskable(key)) {
                missing.add(key);
            }
        }
        count("remembered", keys.size() - missing.size());
        if (!missing.isEmpty()) {
            Map<String, V> loaded = load(missing);
            for (int i = 0; i < rows.size(); i++) {
                V row = loaded.get(keys.get(i));
                if (row != null) {
                    rows.set(i, row);
                }
            }
        }
        return rows;
    }

    /** Makes the next batch ask for this key again. */
    void forget(String key) {
        known.invalidate(key);
    }

    private Map<String, V> load(List<String> keys) {
        Optional<Map<String, V>> answer = gate.ask(() -> table.apply(keys));
        if (answer.isEmpty()) {
            count("failed", keys.size());
            return Map.of();
        }
        count("asked", keys.size());
        Map<String, V> rows = answer.get();
        keys.forEach(key -> known.put(key, Optional.ofNullable(rows.get(key))));
        return rows;
    }

    /** PostgreSQL has no NUL in texts. */
    private static boolean isAskable(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY && key.indexOf('\0') < 0;
    }

    private void count(String result, int keys) {
        if (keys > 0) {
            metrics.counter("stacklens.enrichment.lookups", "stage", stage, "result", result)
                    .increment(keys);
        }
    }
}
