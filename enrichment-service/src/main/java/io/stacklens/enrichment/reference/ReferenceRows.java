package io.stacklens.enrichment.reference;

import io.stacklens.enrichment.StageMetrics;
import io.stacklens.enrichment.StageMetrics.Source;
import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where rows come from that the process does not remember: the second level, and for what that does
 * not know the table. Thread-safe.
 */
final class ReferenceRows<V> {

    private final Class<V> type;
    private final Function<List<String>, Map<String, V>> table;
    private final LookupGate gate;
    private final SharedLevel shared;
    private final StageMetrics metrics;

    /**
     * @param table asks the database for the rows of some keys
     */
    ReferenceRows(
            Class<V> type,
            Function<List<String>, Map<String, V>> table,
            LookupGate gate,
            SharedLevel shared,
            StageMetrics metrics) {
        this.type = type;
        this.table = table;
        this.gate = gate;
        this.shared = shared;
        this.metrics = metrics;
    }

    /** What is known of each key; a key is left out when nobody answered. */
    Map<String, Optional<V>> find(List<String> keys, Duration timeout) {
        Map<String, Optional<V>> found = new HashMap<>();
        shared.find(stage(), keys)
                .forEach((key, value) -> read(value).ifPresent(row -> found.put(key, row)));
        metrics.count(Source.SHARED, found.size());
        if (found.size() == keys.size()) {
            return found;
        }
        List<String> rest = keys.stream().filter(key -> !found.containsKey(key)).toList();
        gate.ask(timeout, () -> table.apply(rest))
                .ifPresent(
                        rows -> {
                            metrics.count(Source.ASKED, rest.size());
                            rest.forEach(key -> found.put(key, Optional.ofNullable(rows.get(key))));
                            remember(rest, rows);
                        });
        return found;
    }

    void forget(List<String> keys) {
        shared.forget(stage(), keys);
    }

    void forgetAll() {
        shared.forgetAll();
    }

    private String stage() {
        return metrics.stage();
    }

    private void remember(List<String> keys, Map<String, V> rows) {
        if (shared.equals(SharedLevel.NONE)) {
            return;
        }
        Map<String, byte[]> values = new HashMap<>();
        keys.forEach(key -> values.put(key, Json.write(new Value<>(rows.get(key)))));
        shared.remember(stage(), values);
    }

    /** Empty when another version has written it, in a form that this one does not know. */
    private Optional<Optional<V>> read(byte[] value) {
        try {
            JsonNode row = Json.mapper().readTree(value).path("row");
            return row.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(
                            row.isNull()
                                    ? Optional.empty()
                                    : Optional.of(Json.mapper().treeToValue(row, type)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private record Value<V>(@Nullable V row) {}
}
