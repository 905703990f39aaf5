package io.stacklens.enrichment.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

class ReferenceCacheTest {

    private static final ReferenceProperties SETTINGS =
            new ReferenceProperties(
                    true,
                    true,
                    Duration.ofSeconds(60),
                    100,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5));

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FakeTable table = new FakeTable();

    @Test
    void asksOnceForAllThatABatchMisses() {
        table.rows.putAll(Map.of("u1", "Ada", "u2", "Bob"));
        ReferenceCache<String> cache = cache(SETTINGS);

        assertThat(cache.find(List.of("u1", "u2", "u3"))).containsExactly("Ada", "Bob", null);
        assertThat(table.questions).containsExactly(List.of("u1", "u2", "u3"));
    }

    @Test
    void remembersAnswersAlsoThatThereIsNoRow() {
        table.rows.put("u1", "Ada");
        ReferenceCache<String> cache = cache(SETTINGS);
        cache.find(List.of("u1", "u3"));

        assertThat(cache.find(List.of("u3", "u1", "u4"))).containsExactly(null, "Ada", null);
        assertThat(table.questions).containsExactly(List.of("u1", "u3"), List.of("u4"));
    }

    @Test
    void asksAgainForWhatWasForgotten() {
        table.rows.put("u1", "Ada");
        ReferenceCache<String> cache = cache(SETTINGS);
        cache.find(List.of("u1"));
        table.rows.put("u1", "Ada Lovelace");

        cache.forget("u1");

        assertThat(cache.find(List.of("u1"))).containsExactly("Ada Lovelace");
    }

    @Test
    void goesOnWithoutATableThatFailsAndLeavesItAloneForAWhile() {
        table.rows.put("u1", "Ada");
        table.failing = true;
        ReferenceCache<String> cache = cache(SETTINGS);

        assertThat(cache.find(List.of("u1"))).containsExactly((String) null);
        assertThat(cache.find(List.of("u1"))).containsExactly((String) null);
        assertThat(table.questions).hasSize(1);
        assertThat(lookups("failed")).isEqualTo(2);

        table.failing = false;
        now = now.plusSeconds(5);
        assertThat(cache.find(List.of("u1"))).containsExactly("Ada");
    }

    @Test
    void doesNotWaitForAnAnswerLongerThanTheTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        Function<List<String>, Map<String, String>> hanging =
                _ -> {
                    try {
                        never.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return Map.of();
                };
        LookupGate gate = new LookupGate(Duration.ofMillis(20), Duration.ofSeconds(5), clock);
        ReferenceCache<String> cache =
                new ReferenceCache<>("user", hanging, gate, SETTINGS, metrics);

        assertThat(cache.find(List.of("u1"))).containsExactly((String) null);
        assertThat(gate.trouble()).isEqualTo("no answer in PT0.02S");
    }

    @Test
    void neverAsksForAKeyThatNoTableHas() {
        ReferenceCache<String> cache = cache(SETTINGS);

        cache.find(List.of("", "x".repeat(300), "nul\0"));

        assertThat(table.questions).isEmpty();
    }

    private ReferenceCache<String> cache(ReferenceProperties settings) {
        LookupGate gate = new LookupGate(settings.timeout(), settings.retryAfter(), clock);
        return new ReferenceCache<>("user", table::ask, gate, settings, metrics);
    }

    private double lookups(String result) {
        return metrics.counter("stacklens.enrichment.lookups", "stage", "user", "result", result)
                .count();
    }

    private static final class FakeTable {
        final Map<String, String> rows = new HashMap<>();
        final List<List<String>> questions = new ArrayList<>();
        boolean failing;

        Map<String, String> ask(List<String> keys) {
            questions.add(List.copyOf(keys));
            if (failing) {
                throw new IllegalStateException("connection refused");
            }
            Map<String, String> found = new HashMap<>(rows);
            found.keySet().retainAll(keys);
            return found;
        }
    }
}
