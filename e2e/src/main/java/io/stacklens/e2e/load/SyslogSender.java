package io.stacklens.e2e.load;

import io.stacklens.e2e.client.SyslogClient;
import io.stacklens.e2e.load.LineSupply.Numbers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;

/** One syslog TCP connection, newline-framed: RFC 5424 and RFC 3164 in turn, batch by batch. */
final class SyslogSender implements Callable<Void> {

    private final InetSocketAddress address;
    private final String run;
    private final int batch;
    private final LineSupply supply;
    private final Tally tally;

    SyslogSender(InetSocketAddress address, String run, int batch, LineSupply supply, Tally tally) {
        this.address = address;
        this.run = run;
        this.batch = batch;
        this.supply = supply;
        this.tally = tally;
    }

    @Override
    public Void call() throws IOException {
        try (SyslogClient syslog = new SyslogClient(address)) {
            StringBuilder text = new StringBuilder(batch * 200);
            Numbers numbers = supply.takeForSyslog(batch);
            for (int turn = 0; numbers != null; turn++) {
                text.setLength(0);
                LineKind kind = turn % 2 == 0 ? LineKind.RFC_5424 : LineKind.RFC_3164;
                Stamp stamp = Stamp.of(Instant.now());
                for (int i = 0; i < numbers.count(); i++) {
                    kind.write(text, run, numbers.first() + i, stamp);
                }
                syslog.send(text.toString().getBytes(StandardCharsets.ISO_8859_1));
                tally.sentBySyslog.add(numbers.count());
                tally.bytes.add(text.length());
                numbers = supply.takeForSyslog(batch);
            }
        }
        return null;
    }
}
