package io.stacklens.e2e.load;

import io.stacklens.e2e.load.HttpConnection.Answer;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Posts a line five times a second; {@link Probes} measures until a search finds it. */
final class FreshnessProbe implements Callable<Void> {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final URI collector;
    private final Probes probes;
    private final Phase phase;

    FreshnessProbe(URI collector, Probes probes, Phase phase) {
        this.collector = collector;
        this.probes = probes;
        this.phase = phase;
    }

    /** Runs until the load ends. */
    @Override
    public Void call() throws IOException, InterruptedException {
        try (HttpConnection connection = new HttpConnection(collector)) {
            long next = System.nanoTime();
            while (phase.isSending()) {
                String word = probes.word();
                byte[] line = ("how fresh is " + word).getBytes(StandardCharsets.US_ASCII);
                Answer answer = connection.post("/ingest/" + probes.service(), line, line.length);
                if (answer.status() == 200) {
                    probes.watch(word, phase.isTimed());
                }
                next += BETWEEN.toNanos();
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            }
        }
        return null;
    }
}
