package io.stacklens.e2e.load;

import io.stacklens.e2e.client.SyslogClient;
import io.stacklens.e2e.load.LineSupply.Numbers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * One syslog TCP connection: RFC 5424 and RFC 3164 framed by newlines, stack traces line by line,
 * each framed by its length, batch by batch. It has no answers; what was sent counts as accepted.
 */
final class SyslogSender implements Callable<Void> {

    static final List<LineKind> MIX =
            List.of(
                    LineKind.RFC_5424,
                    LineKind.RFC_3164,
                    LineKind.STACK_TRACE,
                    LineKind.RFC_5424,
                    LineKind.RFC_5424);

    private final SyslogClient syslog;
    private final int batch;
    private final LineSupply supply;
    private final Tally tally;
    private final Probes probes;
    private final InstantSource clock;
    private final LineWriter writer;

    SyslogSender(
            InetSocketAddress address,
            String run,
            int batch,
            LineSupply supply,
            Tally tally,
            Probes probes,
            InstantSource clock)
            throws IOException {
        this.syslog = new SyslogClient(address);
        this.batch = batch;
        this.supply = supply;
        this.tally = tally;
        this.probes = probes;
        this.clock = clock;
        this.writer = new LineWriter(run);
    }

    @Override
    public Void call() throws IOException {
        try (syslog) {
            Numbers numbers = supply.takeForSyslog(batch);
            for (int turn = 0; numbers != null; turn++) {
                LineBuffer lines =
                        writer.write(MIX.get(turn % MIX.size()), numbers, clock.instant());
                syslog.send(lines.bytes(), lines.size());
                count(numbers, lines.size());
                numbers = supply.takeForSyslog(batch);
            }
            mark();
        }
        return null;
    }

    private void count(Numbers numbers, int bytes) {
        tally.sent.add(numbers.count());
        tally.sentBySyslog.add(numbers.count());
        tally.accepted.add(writer.slots(), numbers.count());
        tally.acceptedLines.add(writer.slots(), writer.lineCounts(), numbers.count());
        if (numbers.isTimed()) {
            tally.timedLines.add(numbers.count());
            tally.timedBytes.add(bytes);
        }
    }

    /** The last line of the connection; its lines stay in order, so when it is found, all are. */
    private void mark() throws IOException {
        String word = probes.word();
        syslog.sendFrame(
                "<14>1 %s load %s - - - the last line is %s"
                        .formatted(clock.instant(), probes.service(), word));
        probes.watchMark(word);
    }
}
