package io.stacklens.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.model.LogRecord;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogBatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sends lines, one of a user who is known and one of a new one, until it is told to end. */
final class Flow implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final RunningEnrichment enrichment;
    private final String run;
    private final AtomicInteger sent = new AtomicInteger();
    private final Thread thread;
    private volatile boolean isEnding;

    Flow(RunningEnrichment enrichment, String run) {
        this.enrichment = enrichment;
        this.run = run;
        this.thread = Thread.ofVirtual().start(this::send);
    }

    int sent() {
        return sent.get();
    }

    void awaitSent(int lines) {
        await().atMost(LONG).until(() -> sent.get() >= lines);
    }

    void end() throws InterruptedException {
        isEnding = true;
        assertThat(thread.join(LONG)).isTrue();
    }

    List<String> expected() {
        return IntStream.range(0, sent.get()).mapToObj(n -> run + " " + n).toList();
    }

    /** Bodies of this run in the order they came, each as often as it came. */
    List<String> received() {
        List<String> bodies = new ArrayList<>();
        await().atMost(LONG)
                .until(
                        () -> {
                            for (LogBatch batch : enrichment.poll()) {
                                batch.records().stream()
                                        .filter(line -> line.body().startsWith(run))
                                        .forEach(line -> bodies.add(checked(line)));
                            }
                            return bodies.size() >= sent.get();
                        });
        return bodies;
    }

    private static String checked(LogRecord line) {
        if ("u-1".equals(line.userId())) {
            assertThat(line.user()).isEqualTo(new User("Ada", "gold", "SE", 10));
        }
        return line.body();
    }

    @Override
    public void close() {
        isEnding = true;
    }

    private void send() {
        try {
            while (!isEnding) {
                int n = sent.get();
                enrichment.send(
                        RunningEnrichment.line(
                                        run + " " + n, n % 2 == 0 ? "u-1" : "u-" + run + n, "acme")
                                .build());
                sent.incrementAndGet();
                Thread.sleep(20);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
