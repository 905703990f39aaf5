package io.stacklens.enrichment.reference;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a store that may be away, without ever waiting long for it: a question has a time limit, and
 * after one that failed no other is asked for a while. Thread-safe.
 */
final class LookupGate {

    private static final Logger log = LoggerFactory.getLogger(LookupGate.class);

    private final String store;
    private final Duration retryAfter;
    private final InstantSource clock;
    private final Timer time;

    private volatile Instant closedUntil = Instant.MIN;
    private volatile String trouble = "";

    /**
     * @param store a name for the log and a tag of the metrics
     */
    LookupGate(String store, Duration retryAfter, InstantSource clock, MeterRegistry metrics) {
        this.store = store;
        this.retryAfter = retryAfter;
        this.clock = clock;
        this.time = metrics.timer("stacklens.enrichment.store.time", "store", store);
        Gauge.builder("stacklens.enrichment.store.away", () -> trouble.isEmpty() ? 0 : 1)
                .tag("store", store)
                .register(metrics);
    }

    /** The answer; empty if the store failed, took too long, or did so lately. */
    <T> Optional<T> ask(Duration timeout, Callable<T> question) {
        if (isClosed()) {
            return Optional.empty();
        }
        FutureTask<T> task = new FutureTask<>(question);
        long start = System.nanoTime();
        Thread.ofVirtual().name("lookup").start(task);
        try {
            T answer = task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            open();
            return Optional.of(answer);
        } catch (ExecutionException e) {
            close(String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            task.cancel(true);
            close("no answer in " + timeout);
        } catch (InterruptedException _) {
            task.cancel(true);
            Thread.currentThread().interrupt();
        } finally {
            time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
        return Optional.empty();
    }

    /** Whether the store is being left alone. */
    boolean isClosed() {
        return clock.instant().isBefore(closedUntil);
    }

    /** What is wrong with the store, or empty. */
    String trouble() {
        return trouble;
    }

    private void open() {
        if (!trouble.isEmpty()) {
            trouble = "";
            log.atInfo().addKeyValue("store", store).log("lookups go on");
        }
    }

    private void close(String why) {
        if (trouble.isEmpty()) {
            log.atWarn()
                    .addKeyValue("store", store)
                    .addKeyValue("error", why)
                    .log("records go on without it");
        }
        trouble = why;
        closedUntil = clock.instant().plus(retryAfter);
    }
}
