package io.stacklens.enrichment.reference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import io.stacklens.enrichment.StageMetrics;
import io.stacklens.enrichment.StageMetrics.Source;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Rows of a reference table by their key. What a batch needs and is not remembered comes with one
 * question; that there is no such row is remembered too. A key is asked for once, however many
 * threads want it, and again in the last fifth of its time, while batches still use what is there.
 * Thread-safe.
 */
final class ReferenceCache<V> {

    /** No real key is longer; a longer one is never asked for. */
    private static final int LONGEST_KEY = 256;

    private final ReferenceRows<V> rows;
    private final ReferenceProperties.Stage settings;
    private final StageMetrics metrics;
    private final Ticker ticker;
    private final Cache<String, Known<V>> known;

    /** Questions on their way. One that is no longer here when its answer comes is outdated. */
    private final Map<String, Question<V>> questions = new ConcurrentHashMap<>();

    private final AtomicBoolean isRefreshing = new AtomicBoolean();

    ReferenceCache(
            ReferenceRows<V> rows,
            ReferenceProperties.Stage settings,
            StageMetrics metrics,
            Ticker ticker) {
        this.rows = rows;
        this.settings = settings;
        this.ticker = ticker;
        this.known =
                Caffeine.newBuilder()
                        .expireAfterWrite(settings.cacheTime().plus(settings.keepOutdated()))
                        .maximumSize(settings.cacheSize())
                        .ticker(ticker)
                        .build();
        this.metrics = metrics.withCache(known::estimatedSize);
    }

    StageMetrics metrics() {
        return metrics;
    }

    /**
     * The rows in the order of their keys; null for a key that has none, or whose row is not known
     * now.
     */
    List<@Nullable V> find(List<String> keys) {
        List<@Nullable V> found = new ArrayList<>(keys.size());
        Set<String> missing = new LinkedHashSet<>();
        List<String> ending = new ArrayList<>();
        long now = ticker.read();
        for (String key : keys) {
            Known<V> answer = known.getIfPresent(key);
            found.add(answer == null ? null : answer.row().orElse(null));
            if (answer == null ? isAskable(key) : now - answer.endsAt() >= 0) {
                missing.add(key);
            } else if (answer != null && now - answer.refreshAt() >= 0) {
                ending.add(key);
            }
        }
        metrics.count(Source.REMEMBERED, keys.size() - missing.size());
        if (!missing.isEmpty()) {
            Map<String, Optional<V>> answers = ask(missing);
            for (int i = 0; i < keys.size(); i++) {
                Optional<V> answer = answers.get(keys.get(i));
                if (answer != null) {
                    found.set(i, answer.orElse(null));
                }
            }
            countUnanswered(missing, answers);
        }
        if (!ending.isEmpty()) {
            refresh(ending);
        }
        return found;
    }

    /** Makes the next batch ask for these keys again, also if an answer is on its way. */
    void forget(List<String> keys) {
        rows.forget(keys);
        keys.forEach(
                key -> {
                    questions.remove(key);
                    known.invalidate(key);
                });
    }

    void forgetAll() {
        rows.forgetAll();
        questions.clear();
        known.invalidateAll();
    }

    /** Asks for those keys that nobody else is asking for, and waits for the others. */
    private Map<String, Optional<V>> ask(Set<String> keys) {
        Map<String, Question<V>> own = new LinkedHashMap<>();
        Map<String, Question<V>> others = new LinkedHashMap<>();
        for (String key : keys) {
            Question<V> mine = new Question<>();
            Question<V> known = questions.putIfAbsent(key, mine);
            (known == null ? own : others).put(key, known == null ? mine : known);
        }
        Map<String, Optional<V>> answers = own.isEmpty() ? Map.of() : askAndTell(own);
        if (others.isEmpty()) {
            return answers;
        }
        Map<String, Optional<V>> all = new LinkedHashMap<>(answers);
        others.forEach(
                (key, question) ->
                        question.await(settings.timeout()).ifPresent(row -> all.put(key, row)));
        return all;
    }

    private Map<String, Optional<V>> askAndTell(Map<String, Question<V>> own) {
        Map<String, Optional<V>> answers = Map.of();
        try {
            answers = rows.find(List.copyOf(own.keySet()), settings.timeout());
        } finally {
            List<String> changed = new ArrayList<>();
            for (Map.Entry<String, Question<V>> asked : own.entrySet()) {
                String key = asked.getKey();
                if (!settle(key, asked.getValue(), answers)) {
                    changed.add(key);
                }
            }
            if (!changed.isEmpty()) {
                rows.forget(changed);
            }
        }
        return answers;
    }

    /**
     * Remembers an answer.
     *
     * @return false if its key was forgotten since the question was put: then it serves once
     */
    private boolean settle(String key, Question<V> question, Map<String, Optional<V>> answers) {
        Optional<V> answer = answers.get(key);
        boolean isCurrent = true;
        if (answer == null) {
            questions.remove(key, question);
        } else {
            Known<V> entry = entry(answer);
            // First put, then looked: so it cannot stay when the key is forgotten between the two.
            known.put(key, entry);
            isCurrent = questions.remove(key, question);
            if (!isCurrent) {
                known.asMap().remove(key, entry);
            }
        }
        question.answer.complete(Optional.ofNullable(answer));
        return isCurrent;
    }

    /** Asks in the background, once at a time. */
    private void refresh(List<String> keys) {
        if (!isRefreshing.compareAndSet(false, true)) {
            return;
        }
        Map<String, Question<V>> own = new LinkedHashMap<>();
        for (String key : keys) {
            Question<V> mine = new Question<>();
            if (questions.putIfAbsent(key, mine) == null) {
                own.put(key, mine);
            }
        }
        Thread.ofVirtual()
                .name("refresh")
                .start(
                        () -> {
                            try {
                                if (!own.isEmpty()) {
                                    askAndTell(own);
                                }
                            } finally {
                                isRefreshing.set(false);
                            }
                        });
    }

    private void countUnanswered(Set<String> missing, Map<String, Optional<V>> answers) {
        long outdated = 0;
        long failed = 0;
        for (String key : missing) {
            if (!answers.containsKey(key)) {
                if (known.getIfPresent(key) == null) {
                    failed++;
                } else {
                    outdated++;
                }
            }
        }
        metrics.count(Source.OUTDATED, outdated);
        metrics.count(Source.FAILED, failed);
    }

    private Known<V> entry(Optional<V> row) {
        long time = settings.cacheTime().toNanos();
        long shorter = ThreadLocalRandom.current().nextLong(Math.max(1, time / 10));
        long now = ticker.read();
        return new Known<>(row, now + (time - shorter) / 5 * 4, now + time - shorter);
    }

    /** PostgreSQL has no NUL in texts. */
    private static boolean isAskable(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY && key.indexOf('\0') < 0;
    }

    private record Known<V>(Optional<V> row, long refreshAt, long endsAt) {}

    /** Compared by identity. Its answer is empty when there was none. */
    private static final class Question<V> {
        final CompletableFuture<Optional<Optional<V>>> answer = new CompletableFuture<>();

        Optional<Optional<V>> await(Duration timeout) {
            try {
                return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException _) {
                // Its asker has told of it.
            }
            return Optional.empty();
        }
    }
}
