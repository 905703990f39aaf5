package io.stacklens.parser.header;

import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The {@code KEY=value} pairs of login modules and packet filters, by the names they have here. */
final class MessagePairs {

    private static final byte[] CLIENT = name("client_ip");

    private static final Map<String, byte[]> LOGIN =
            Map.of("rhost=", CLIENT, "user=", name("user"), "tty=", name("tty"));

    /** Of iptables, nftables and UFW. */
    private static final Map<String, byte[]> PACKET =
            Map.of(
                    "SRC=", CLIENT,
                    "DST=", name("destination.ip"),
                    "SPT=", name("client.port"),
                    "DPT=", name("destination.port"),
                    "PROTO=", name("network.transport"),
                    "IN=", name("network.in"),
                    "OUT=", name("network.out"));

    private final NamedValues values;

    MessagePairs(NamedValues values) {
        this.values = values;
    }

    /** Reads what a login module says of a failure; names that a pattern has read stay. */
    void readLogin(Slice body, LogDraft draft, boolean isPatternless) {
        byte[] line = body.bytes();
        if (isPatternless || Ascii.indexOf("rhost=", line, body.start(), body.end()) >= 0) {
            read(LOGIN, body, draft);
        }
    }

    /** Reads a packet that was let through or not. */
    void readPacket(Slice body, LogDraft draft) {
        byte[] line = body.bytes();
        boolean isPacket =
                Ascii.indexOf("SRC=", line, body.start(), body.end()) >= 0
                        && Ascii.indexOf("DST=", line, body.start(), body.end()) >= 0;
        if (isPacket) {
            read(PACKET, body, draft);
        }
    }

    private void read(Map<String, byte[]> names, Slice body, LogDraft draft) {
        byte[] line = body.bytes();
        int at = body.start();
        while (at < body.end()) {
            int wordEnd = Ascii.findBlank(line, at, body.end());
            int equals = Ascii.find('=', line, at, wordEnd);
            if (equals < wordEnd - 1) {
                put(names, line, at, equals + 1, wordEnd, draft);
            }
            at = wordEnd + 1;
        }
    }

    private void put(
            Map<String, byte[]> names, byte[] line, int start, int value, int end, LogDraft draft) {
        for (Map.Entry<String, byte[]> name : names.entrySet()) {
            if (Ascii.is(name.getKey(), line, start, value)) {
                byte[] field = name.getValue();
                values.put(draft, field, 0, field.length, line, value, end);
            }
        }
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
