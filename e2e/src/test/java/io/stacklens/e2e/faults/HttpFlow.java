package io.stacklens.e2e.faults;

import io.stacklens.e2e.client.Ingest;
import io.stacklens.e2e.faults.Ledger.Numbers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** An agent with one connection: small batches one after the other, whatever happens. */
final class HttpFlow implements Flow.Sender {

    private static final int LINES = 20;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final URI collector;
    private final NumberedLines lines;
    private final Ledger ledger;
    private final boolean keyed;

    /**
     * Makes an agent.
     *
     * @param keyed whether it sends a batch without an answer again, with the key it had at first,
     *     until it is acknowledged; else it goes on with new lines
     */
    HttpFlow(URI collector, NumberedLines lines, Ledger ledger, boolean keyed) {
        this.collector = collector;
        this.lines = lines;
        this.ledger = ledger;
        this.keyed = keyed;
    }

    @Override
    public void run(Flow flow) throws InterruptedException {
        try (Ingest ingest = new Ingest(collector)) {
            while (flow.goesOn()) {
                send(ingest, ledger.take(LINES));
                flow.pause();
            }
        }
    }

    private void send(Ingest ingest, Numbers numbers) throws InterruptedException {
        byte[] body = lines.json(numbers).getBytes(StandardCharsets.UTF_8);
        String[] headers =
                keyed
                        ? new String[] {"Idempotency-Key", UUID.randomUUID().toString()}
                        : new String[0];
        while (true) {
            if (isAccepted(ingest, body, headers)) {
                ledger.acknowledged(numbers);
                return;
            }
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
            if (!keyed) {
                ledger.unknown(numbers);
                return;
            }
        }
    }

    private static boolean isAccepted(Ingest ingest, byte[] body, String[] headers)
            throws InterruptedException {
        try {
            Ingest.Answer answer = ingest.post("/ingest", body, headers);
            if (answer.isOk() && answer.accepted() != LINES) {
                throw new IllegalStateException(
                        "%s (expected: %d accepted)".formatted(answer.body(), LINES));
            }
            return answer.isOk();
        } catch (IOException _) {
            return false;
        }
    }
}
