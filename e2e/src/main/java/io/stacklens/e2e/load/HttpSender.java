package io.stacklens.e2e.load;

import io.stacklens.e2e.client.Ingest;
import io.stacklens.e2e.client.Ingest.Answer;
import io.stacklens.e2e.load.LineSupply.Numbers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** One HTTP connection: posts a batch, waits for its answer, posts the next. */
final class HttpSender implements Callable<Void> {

    /**
     * What the batches hold, in turn: four of JSON, three of access log, two of Java, one of
     * logfmt.
     */
    private static final List<LineKind> MIX =
            List.of(
                    LineKind.JSON,
                    LineKind.ACCESS_LOG,
                    LineKind.JSON,
                    LineKind.JAVA,
                    LineKind.ACCESS_LOG,
                    LineKind.JSON,
                    LineKind.LOGFMT,
                    LineKind.ACCESS_LOG,
                    LineKind.JSON,
                    LineKind.JAVA);

    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(1);

    private final URI collector;
    private final String run;
    private final int batch;
    private final LineSupply supply;
    private final Tally tally;

    HttpSender(URI collector, String run, int batch, LineSupply supply, Tally tally) {
        this.collector = collector;
        this.run = run;
        this.batch = batch;
        this.supply = supply;
        this.tally = tally;
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        try (Ingest ingest = new Ingest(collector)) {
            StringBuilder text = new StringBuilder(batch * 400);
            Numbers numbers = supply.take(batch);
            for (int turn = 0; numbers != null; turn++) {
                send(ingest, MIX.get(turn % MIX.size()), numbers, text);
                numbers = supply.take(batch);
            }
        }
        return null;
    }

    private void send(Ingest ingest, LineKind kind, Numbers numbers, StringBuilder text)
            throws IOException, InterruptedException {
        text.setLength(0);
        Stamp stamp = Stamp.of(Instant.now());
        for (int i = 0; i < numbers.count(); i++) {
            kind.write(text, run, numbers.first() + i, stamp);
        }
        byte[] body = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        long begin = System.nanoTime();
        Answer answer = ingest.post(kind.path(run), body);
        tally.answerTimes.add(Duration.ofNanos(System.nanoTime() - begin));
        tally.bytes.add(body.length);
        if (answer.isOk()) {
            tally.acceptedByHttp.add(answer.accepted());
            tally.rejected.add(answer.rejected());
        } else {
            tally.refusals.increment();
            tally.unknown.add(numbers.count());
            Thread.sleep(PAUSE_AFTER_REFUSAL);
        }
    }
}
