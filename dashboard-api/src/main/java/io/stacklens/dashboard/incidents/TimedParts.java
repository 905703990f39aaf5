package io.stacklens.dashboard.incidents;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out several things at once and gives up those that are not known when the time is over, so
 * that an answer is late by none of them. For one answer; not thread-safe.
 */
final class TimedParts {

    private static final Logger log = LoggerFactory.getLogger(TimedParts.class);

    private final ExecutorService threads;
    private final long deadline;
    private final List<String> missing = new ArrayList<>();

    TimedParts(ExecutorService threads, Duration time) {
        this.threads = threads;
        deadline = System.nanoTime() + time.toNanos();
    }

    <T> Future<T> start(Callable<T> part) {
        return threads.submit(part);
    }

    /** What a part found, or the other value; then it is among the missing. */
    <T> T get(String name, Future<T> part, T otherwise) throws InterruptedException {
        try {
            return part.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            part.cancel(true);
            missing.add(name);
        } catch (ExecutionException | CancellationException e) {
            missing.add(name);
            log.atWarn()
                    .addKeyValue("part", name)
                    .setCause(e.getCause() == null ? e : e.getCause())
                    .log("not found out");
        } catch (InterruptedException e) {
            part.cancel(true);
            throw e;
        }
        return otherwise;
    }

    /** Names of the parts that were given up, in the order they were asked for. */
    List<String> missing() {
        return List.copyOf(missing);
    }
}
