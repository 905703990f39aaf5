package io.stacklens.enrichment.reference;

import com.github.benmanes.caffeine.cache.Ticker;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.enrichment.Enricher;
import io.stacklens.enrichment.KeyedColumns;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogColumn;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The stages that read reference tables, with tables that know every key. */
public final class SampleReference {

    private static final ReferenceProperties.Stage SETTINGS =
            new ReferenceProperties.Stage(
                    true,
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    100_000,
                    Duration.ofSeconds(1));

    private SampleReference() {}

    public static Enricher users() {
        return stage(
                "user",
                User.class,
                LogColumn.USER_ID,
                id -> new User("User " + id, "segment " + id.hashCode() % 5, "SE", 10),
                ReferenceColumns::put);
    }

    public static Enricher accounts() {
        return stage(
                "business",
                Business.class,
                LogColumn.ACCOUNT_ID,
                id -> new Business("tier " + id.hashCode() % 4, 1e6, 20),
                ReferenceColumns::put);
    }

    public static Enricher services() {
        return stage(
                "catalogue",
                Catalogue.class,
                LogColumn.SERVICE,
                name -> new Catalogue("team of " + name, "tier-1", "https://runbooks/" + name),
                ReferenceColumns::put);
    }

    private static <V> Enricher stage(
            String name,
            Class<V> type,
            LogColumn column,
            Function<String, V> row,
            KeyedColumns.Put<V> put) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        StageMetrics metrics = new StageMetrics(name, registry);
        LookupGate gate =
                new LookupGate("none", Duration.ofSeconds(5), InstantSource.system(), registry);
        Function<List<String>, Map<String, V>> table =
                keys -> {
                    Map<String, V> rows = new HashMap<>();
                    keys.forEach(key -> rows.put(key, row.apply(key)));
                    return rows;
                };
        return new ReferenceEnricher<>(
                column,
                new ReferenceCache<>(
                        new ReferenceRows<>(type, table, gate, SharedLevel.NONE, metrics),
                        SETTINGS,
                        metrics,
                        Ticker.systemTicker()),
                put);
    }
}
