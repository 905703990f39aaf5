package io.stacklens.collector.syslog;

import io.stacklens.collector.intake.RawLine;
import io.stacklens.model.batch.RawRecord;

import java.util.Map;

/** Makes lines of the messages that came from one peer at one time. */
final class SyslogLines {

    private static final byte[] NOTHING = new byte[0];

    private final RawRecord whole;
    private final RawRecord cut;

    /**
     * @param transport {@code tcp} or {@code udp}
     */
    SyslogLines(String transport, String peer, long observedTimestamp) {
        String source = "syslog/" + peer;
        whole =
                new RawRecord(
                        NOTHING,
                        observedTimestamp,
                        "syslog",
                        source,
                        null,
                        Map.of("transport", transport, "peer", peer),
                        1);
        cut =
                new RawRecord(
                        NOTHING,
                        observedTimestamp,
                        "syslog",
                        source,
                        null,
                        Map.of("transport", transport, "peer", peer, "truncated", "true"),
                        1);
    }

    RawLine line(byte[] bytes, int offset, int length, boolean isTruncated) {
        return new RawLine(isTruncated ? cut : whole, bytes, offset, length);
    }
}
