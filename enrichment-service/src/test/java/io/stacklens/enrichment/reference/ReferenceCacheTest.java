package io.stacklens.enrichment.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.enrichment.StageMetrics.Source;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

class ReferenceCacheTest {

    private static final ReferenceProperties.Stage SETTINGS = settings(Duration.ofSeconds(10));

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StageMetrics metrics = new StageMetrics("user", registry);
    private final LookupGate gate =
            new LookupGate("postgresql", Duration.ofSeconds(5), clock, registry);
    private final FakeTable table = new FakeTable();
    private final FakeShared shared = new FakeShared();

    @Test
    void asksOnceForAllThatABatchMisses() {
        table.rows.putAll(Map.of("u1", "Ada", "u2", "Bob"));
        ReferenceCache<String> cache = cache();

        assertThat(cache.find(List.of("u1", "u2", "u3"))).containsExactly("Ada", "Bob", null);
        assertThat(table.questions).containsExactly(List.of("u1", "u2", "u3"));
    }

    @Test
    void remembersAnswersAlsoThatThereIsNoRow() {
        table.rows.put("u1", "Ada");
        ReferenceCache<String> cache = cache();
        cache.find(List.of("u1", "u3"));

        assertThat(cache.find(List.of("u3", "u1", "u4"))).containsExactly(null, "Ada", null);
        assertThat(table.questions).containsExactly(List.of("u1", "u3"), List.of("u4"));
        assertThat(metrics.count(Source.REMEMBERED)).isEqualTo(2);
        assertThat(metrics.count(Source.ASKED)).isEqualTo(3);
        assertThat(
                        registry.get("stacklens.enrichment.cache.hit.rate")
                                .tag("stage", "user")
                                .gauge()
                                .value())
                .isEqualTo(0.4);
    }

    @Test
    void asksAgainForWhatWasForgotten() {
        table.rows.put("u1", "Ada");
        ReferenceCache<String> cache = cache();
        cache.find(List.of("u1"));
        table.rows.put("u1", "Ada Lovelace");

        cache.forget(List.of("u1"));

        assertThat(cache.find(List.of("u1"))).containsExactly("Ada Lovelace");
    }

    @Test
    void doesNotKeepAnAnswerThatWasOnItsWayWhenItsKeyWasForgotten() {
        table.rows.put("u1", "Ada");
        ReferenceCache<String> cache = cacheBefore(shared);
        table.beforeAnswer =
                () -> {
                    table.beforeAnswer = () -> {};
                    table.rows.put("u1", "Ada Lovelace");
                    cache.forget(List.of("u1"));
                };

        assertThat(cache.find(List.of("u1"))).containsExactly("Ada");

        assertThat(cache.find(List.of("u1"))).containsExactly("Ada Lovelace");
        assertThat(shared.values).isNotEmpty();
        assertThat(shared.forgotten).contains("user u1");
    }

    @Test
    void asksOnceForAKeyThatManyThreadsWant() throws Exception {
        table.rows.put("u1", "Ada");
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        table.beforeAnswer =
                () -> {
                    isAsked.countDown();
                    assertThat(wait(mayAnswer)).isTrue();
                };
        ReferenceCache<String> cache = cache();
        List<CompletableFuture<List<String>>> answers =
                IntStream.range(0, 20)
                        .mapToObj(
                                _ ->
                                        CompletableFuture.supplyAsync(
                                                () -> cache.find(List.of("u1")),
                                                command -> Thread.ofVirtual().start(command)))
                        .toList();
        assertThat(wait(isAsked)).isTrue();
        mayAnswer.countDown();

        for (CompletableFuture<List<String>> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).containsExactly("Ada");
        }
        assertThat(table.questions).hasSize(1);
    }

    @Test
    void goesOnWithoutATableThatFailsAndLeavesItAloneForAWhile() {
        table.rows.put("u1", "Ada");
        table.failing = true;
        ReferenceCache<String> cache = cache();

        assertThat(cache.find(List.of("u1"))).containsExactly((String) null);
        assertThat(cache.find(List.of("u1"))).containsExactly((String) null);
        assertThat(table.questions).hasSize(1);
        assertThat(metrics.count(Source.FAILED)).isEqualTo(2);
        assertThat(registry.get("stacklens.enrichment.store.away").gauge().value()).isEqualTo(1);

        table.failing = false;
        now = now.plusSeconds(5);
        assertThat(cache.find(List.of("u1"))).containsExactly("Ada");
        assertThat(registry.get("stacklens.enrichment.store.away").gauge().value()).isZero();
    }

    @Test
    void anAnswerPastItsTimeServesWhileTheTableFails() {
        table.rows.put("u1", "Ada");
        ReferenceCache<String> cache = cache();
        cache.find(List.of("u1"));
        table.failing = true;
        now = now.plusSeconds(61);

        assertThat(cache.find(List.of("u1"))).containsExactly("Ada");
        assertThat(metrics.count(Source.OUTDATED)).isEqualTo(1);

        now = now.plusSeconds(600);
        assertThat(cache.find(List.of("u1"))).containsExactly((String) null);
    }

    @Test
    void refreshesAnAnswerThatIsUsedBeforeItsTimeEnds() {
        table.rows.put("u1", "Ada");
        ReferenceCache<String> cache = cache();
        cache.find(List.of("u1"));
        table.rows.put("u1", "Ada Lovelace");
        now = now.plusSeconds(53); // of 54 to 60

        assertThat(cache.find(List.of("u1"))).containsExactly("Ada");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(cache.find(List.of("u1")))
                                        .containsExactly("Ada Lovelace"));
        assertThat(table.questions).hasSize(2);
    }

    @Test
    void answersThatCameTogetherDoNotEndTogether() {
        List<String> keys = IntStream.range(0, 100).mapToObj(n -> "u" + n).toList();
        ReferenceCache<String> cache = cache(settings(Duration.ofSeconds(10)));
        cache.find(keys);
        now = now.plusSeconds(57); // they end from 54 to 60

        cache.find(keys);

        assertThat(table.questions.get(1)).hasSizeBetween(1, 99);
    }

    @Test
    void doesNotWaitForAnAnswerLongerThanTheTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        Function<List<String>, Map<String, String>> hanging =
                _ -> {
                    wait(never);
                    return Map.of();
                };
        ReferenceCache<String> cache = cache(settings(Duration.ofMillis(20)), hanging);

        assertThat(cache.find(List.of("u1"))).containsExactly((String) null);
        assertThat(gate.trouble()).isEqualTo("no answer in PT0.02S");
    }

    @Test
    void neverAsksForAKeyThatNoTableHas() {
        ReferenceCache<String> cache = cache();

        cache.find(List.of("", "x".repeat(300), "nul\0"));

        assertThat(table.questions).isEmpty();
    }

    @Test
    void asksTheTableOnlyForWhatTheSecondLevelDoesNotKnow() {
        shared.values.put("user u1", "{\"row\":\"Ada\"}".getBytes(StandardCharsets.UTF_8));
        shared.values.put("user u2", "{\"row\":null}".getBytes(StandardCharsets.UTF_8));
        shared.values.put("user u4", "{\"another\":\"form\"}".getBytes(StandardCharsets.UTF_8));
        shared.values.put("user u5", "no JSON".getBytes(StandardCharsets.UTF_8));
        table.rows.putAll(Map.of("u3", "Cyd", "u4", "Dan", "u5", "Eve"));

        assertThat(cacheBefore(shared).find(List.of("u1", "u2", "u3", "u4", "u5")))
                .containsExactly("Ada", null, "Cyd", "Dan", "Eve");

        assertThat(table.questions).containsExactly(List.of("u3", "u4", "u5"));
        assertThat(metrics.count(Source.SHARED)).isEqualTo(2);
    }

    @Test
    void tellsTheSecondLevelWhatTheTableSaysAlsoThatThereIsNoRow() {
        table.rows.put("u1", "Ada");
        cacheBefore(shared).find(List.of("u1", "u2"));

        assertThat(cacheBefore(shared).find(List.of("u1", "u2"))).containsExactly("Ada", null);
        assertThat(table.questions).hasSize(1);
    }

    private ReferenceCache<String> cache() {
        return cache(SETTINGS);
    }

    private ReferenceCache<String> cache(ReferenceProperties.Stage settings) {
        return cache(settings, table::ask);
    }

    private ReferenceCache<String> cache(
            ReferenceProperties.Stage settings, Function<List<String>, Map<String, String>> asked) {
        return cache(settings, asked, SharedLevel.NONE);
    }

    private ReferenceCache<String> cacheBefore(SharedLevel level) {
        return cache(SETTINGS, table::ask, level);
    }

    private ReferenceCache<String> cache(
            ReferenceProperties.Stage settings,
            Function<List<String>, Map<String, String>> asked,
            SharedLevel level) {
        return new ReferenceCache<>(
                new ReferenceRows<>(String.class, asked, gate, level, metrics),
                settings,
                metrics,
                () -> TimeUnit.SECONDS.toNanos(now.getEpochSecond()));
    }

    private static ReferenceProperties.Stage settings(Duration timeout) {
        return new ReferenceProperties.Stage(
                true, Duration.ofSeconds(60), Duration.ofSeconds(300), 1000, timeout);
    }

    private static boolean wait(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class FakeTable {
        final Map<String, String> rows = new ConcurrentHashMap<>();
        final List<List<String>> questions = Collections.synchronizedList(new ArrayList<>());
        volatile boolean failing;
        volatile Runnable beforeAnswer = () -> {};

        Map<String, String> ask(List<String> keys) {
            questions.add(List.copyOf(keys));
            if (failing) {
                throw new IllegalStateException("connection refused");
            }
            Map<String, String> found = new HashMap<>(rows);
            found.keySet().retainAll(keys);
            beforeAnswer.run();
            return found;
        }
    }

    private static final class FakeShared implements SharedLevel {
        final Map<String, byte[]> values = new ConcurrentHashMap<>();
        final List<String> forgotten = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Map<String, byte[]> find(String stage, List<String> keys) {
            Map<String, byte[]> found = new HashMap<>();
            for (String key : keys) {
                byte[] value = values.get(stage + " " + key);
                if (value != null) {
                    found.put(key, value);
                }
            }
            return found;
        }

        @Override
        public void remember(String stage, Map<String, byte[]> found) {
            found.forEach((key, value) -> values.put(stage + " " + key, value));
        }

        @Override
        public void forget(String stage, List<String> keys) {
            for (String key : keys) {
                values.remove(stage + " " + key);
                forgotten.add(stage + " " + key);
            }
        }

        @Override
        public void forgetAll() {
            values.clear();
        }
    }
}
