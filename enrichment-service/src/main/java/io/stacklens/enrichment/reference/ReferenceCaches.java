package io.stacklens.enrichment.reference;

import io.stacklens.enrichment.ReferenceChange;

import org.springframework.context.event.EventListener;

import java.util.List;
import java.util.Map;

/** The caches by the table that each remembers; forgets what has changed. Thread-safe. */
final class ReferenceCaches {

    private final Map<String, ReferenceCache<?>> byTable;

    ReferenceCaches(Map<String, ReferenceCache<?>> byTable) {
        this.byTable = Map.copyOf(byTable);
    }

    @EventListener
    void forget(ReferenceChange change) {
        ReferenceCache<?> cache = byTable.get(change.table());
        if (cache == null) {
            return;
        }
        List<String> keys = change.keys();
        if (keys == null) {
            cache.forgetAll();
        } else {
            cache.forget(keys);
        }
    }

    void forgetAll() {
        byTable.values().forEach(ReferenceCache::forgetAll);
    }
}
