package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Measures, twice a second, how long an accepted line takes until a search finds it. */
final class FreshnessProbe implements Callable<Void> {

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration GIVE_UP = Duration.ofSeconds(30);

    private final URI collector;
    private final URI dashboard;
    private final String run;
    private final Samples samples;

    FreshnessProbe(URI collector, URI dashboard, String run, Samples samples) {
        this.collector = collector;
        this.dashboard = dashboard;
        this.run = run;
        this.samples = samples;
    }

    /** Runs until it is interrupted. */
    @Override
    public Void call() throws IOException {
        try (Ingest ingest = new Ingest(collector);
                ApiClient api = new ApiClient(dashboard)) {
            for (int n = 0; !Thread.currentThread().isInterrupted(); n++) {
                // A word of its own, so that a probe does not count as one of the run's lines.
                String word = "probe%sx%d".formatted(run, n);
                if (ingest.post("/ingest/probe-" + run, "freshness " + word).isOk()) {
                    samples.add(waitFor(api, word));
                }
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private static Duration waitFor(ApiClient api, String word) throws InterruptedException {
        String recently = Instant.now().minusSeconds(60).toString();
        long begin = System.nanoTime();
        Duration waited = Duration.ZERO;
        while (waited.compareTo(GIVE_UP) < 0) {
            long found = api.get("/logs/count", "q", word, "from", recently).path("total").asLong();
            waited = Duration.ofNanos(System.nanoTime() - begin);
            if (found > 0) {
                return waited;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return waited;
    }
}
