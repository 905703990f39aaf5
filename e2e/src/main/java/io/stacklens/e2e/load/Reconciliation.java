package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Compares what the platform stored and counted of a run with what it accepted. */
final class Reconciliation {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final ApiClient api;
    private final String run;
    private final Instant since;
    private final Duration timeout;

    /**
     * How a number came out.
     *
     * @param waited until it had the value expected, or until the wait was given up
     */
    record Found(long total, Duration waited) {}

    Reconciliation(ApiClient api, String run, Instant since, Duration timeout) {
        this.api = api;
        this.run = run;
        this.since = since.minusSeconds(120);
        this.timeout = timeout;
    }

    /** Log records that a search for the run's word finds. */
    Found found(long expected) throws InterruptedException {
        return await(
                expected,
                () ->
                        api.get("/logs/count", "q", run, "from", since.toString())
                                .path("total")
                                .asLong());
    }

    /** Events in the minutes of the run's services. */
    Found counted(long expected) throws InterruptedException {
        List<String> services =
                Arrays.stream(LineKind.values())
                        .flatMap(kind -> kind.services(run).stream())
                        .toList();
        return await(expected, () -> services.stream().mapToLong(this::countedOf).sum());
    }

    private long countedOf(String service) {
        return api.items("/metrics/" + service, "window", "1min", "from", since.toString()).stream()
                .map((JsonNode window) -> window.path("event_count"))
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    private Found await(long expected, LongSupplier number) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            long total = number.getAsLong();
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            // More than expected will not become less: then there is nothing to wait for.
            if (total >= expected || waited.compareTo(timeout) > 0) {
                return new Found(total, waited);
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
