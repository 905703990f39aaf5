package io.stacklens.e2e.faults;

import io.stacklens.e2e.client.SyslogClient;
import io.stacklens.e2e.faults.Ledger.Numbers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A syslog sender over TCP. Nothing answers it, but a stream that the collector has read to its end
 * and closed has been delivered. What went into a stream that broke may be there or not.
 */
final class SyslogFlow implements Flow.Sender {

    private static final int LINES = 10;
    private static final int BATCHES_OF_A_STREAM = 40;

    private final InetSocketAddress syslog;
    private final LongSupplier collectorProcess;
    private final BooleanSupplier collectorAnswers;
    private final NumberedLines lines;
    private final Ledger ledger;

    /**
     * Makes a sender.
     *
     * @param collectorProcess which process takes the lines
     * @param collectorAnswers asked after a stream that ended well: the end of a killed process
     *     looks like an orderly one, some time before anybody knows that it was killed
     */
    SyslogFlow(
            InetSocketAddress syslog,
            LongSupplier collectorProcess,
            BooleanSupplier collectorAnswers,
            NumberedLines lines,
            Ledger ledger) {
        this.syslog = syslog;
        this.collectorProcess = collectorProcess;
        this.collectorAnswers = collectorAnswers;
        this.lines = lines;
        this.ledger = ledger;
    }

    @Override
    public void run(Flow flow) throws InterruptedException {
        while (flow.goesOn()) {
            List<Numbers> sent = new ArrayList<>();
            long process = collectorProcess.getAsLong();
            boolean delivered =
                    stream(flow, sent)
                            && collectorAnswers.getAsBoolean()
                            && collectorProcess.getAsLong() == process;
            sent.forEach(delivered ? ledger::acknowledged : ledger::unknown);
            flow.pause();
        }
    }

    private boolean stream(Flow flow, List<Numbers> sent) throws InterruptedException {
        try (SyslogClient stream = new SyslogClient(syslog)) {
            for (int i = 0; i < BATCHES_OF_A_STREAM && flow.goesOn(); i++) {
                Numbers numbers = ledger.take(LINES);
                sent.add(numbers);
                byte[] frames = lines.syslog(numbers).getBytes(StandardCharsets.UTF_8);
                stream.send(frames, frames.length);
                flow.pause();
            }
        } catch (IOException _) { // of its close too: not read to the end
            return false;
        }
        return true;
    }
}
