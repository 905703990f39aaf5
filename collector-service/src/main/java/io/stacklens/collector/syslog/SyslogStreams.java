package io.stacklens.collector.syslog;

import io.stacklens.collector.intake.Collector;
import io.stacklens.collector.intake.MemoryBudget;
import io.stacklens.collector.multiline.Multiline;

import org.springframework.stereotype.Component;

import java.net.Socket;
import java.time.Clock;

/** Reads streams of syslog, whatever secures them. */
@Component
class SyslogStreams {

    private final SyslogProperties properties;
    private final Collector collector;
    private final MemoryBudget budget;
    private final Multiline multiline;
    private final Clock clock;

    SyslogStreams(
            SyslogProperties properties,
            Collector collector,
            MemoryBudget budget,
            Multiline multiline,
            Clock clock) {
        this.properties = properties;
        this.collector = collector;
        this.budget = budget;
        this.multiline = multiline;
        this.clock = clock;
    }

    /**
     * Reads a stream to its end and closes it.
     *
     * @param transport how its lines came: {@code tcp} or {@code tls}
     */
    void read(Socket socket, String transport) {
        new SyslogConnection(
                        socket,
                        transport,
                        collector,
                        budget,
                        clock,
                        multiline.joiner(properties.maxMessage().toBytes()),
                        Math.toIntExact(properties.maxMessage().toBytes()))
                .run();
    }
}
