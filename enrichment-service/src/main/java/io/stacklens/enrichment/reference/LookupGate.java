package io.stacklens.enrichment.reference;

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
 * Asks a database that may be away, without ever waiting long for it: a question has a time limit,
 * and after one that failed no other is asked for a while. Thread-safe.
 */
final class LookupGate {

    private static final Logger log = LoggerFactory.getLogger(LookupGate.class);

    private final Duration timeout;
    private final Duration retryAfter;
    private final InstantSource clock;

    private volatile Instant closedUntil = Instant.MIN;
    private volatile String trouble = "";

    LookupGate(Duration timeout, Duration retryAfter, InstantSource clock) {
        this.timeout = timeout;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /** The answer; empty if the database failed, took too long, or did so lately. */
    <T> Optional<T> ask(Callable<T> question) {
        if (clock.instant().isBefore(closedUntil)) {
            return Optional.empty();
        }
        FutureTask<T> task = new FutureTask<>(question);
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
        }
        return Optional.empty();
    }

    /** What is wrong with the database, or empty. */
    String trouble() {
        return trouble;
    }

    private void open() {
        if (!trouble.isEmpty()) {
            trouble = "";
            log.atInfo().log("reference data are back");
        }
    }

    private void close(String why) {
        if (trouble.isEmpty()) {
            log.atWarn().addKeyValue("error", why).log("records go on without reference data");
        }
        trouble = why;
        closedUntil = clock.instant().plus(retryAfter);
    }
}
