package io.stacklens.parser.header;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * What nginx adds to an error that a request met: {@code , client: 203.0.113.9, server: shop,
 * request: "GET / HTTP/1.1"}. The message keeps it.
 */
final class NginxPairs {

    private static final String FIRST = ", client: ";
    private static final byte[] CLIENT = name("client_ip");
    private static final byte[] SERVER = name("server.name");
    private static final byte[] REQUEST = name("request");
    private static final byte[] UPSTREAM = name("upstream");
    private static final byte[] REQUESTED_HOST = name("http.host");
    private static final byte[] REFERRER = name("http.referrer");

    private final NamedValues values;

    NginxPairs(NamedValues values) {
        this.values = values;
    }

    void read(LogDraft draft) {
        if (!draft.has(LogColumn.BODY)) {
            return;
        }
        Slice body = draft.text(LogColumn.BODY);
        byte[] line = body.bytes();
        int at = Ascii.indexOf(FIRST, line, body.start(), body.end());
        while (at >= 0 && at < body.end()) {
            at = pair(line, at + 2, body.end(), draft);
        }
    }

    /** Reads the pair that begins here; answers where the comma behind it stands. */
    private int pair(byte[] line, int start, int end, LogDraft draft) {
        int colon = Ascii.find(':', line, start, end);
        int value = Ascii.skipSpaces(line, colon + 1, end);
        if (value >= end) {
            return end;
        }
        boolean isQuoted = line[value] == '"';
        int from = isQuoted ? value + 1 : value;
        int to = Ascii.find(isQuoted ? '"' : ',', line, from, end);
        byte[] name = field(line, start, colon);
        if (name != null && from < to) {
            values.put(draft, name, 0, name.length, line, from, to);
        }
        return isQuoted ? Ascii.find(',', line, to, end) : to;
    }

    private static byte @Nullable [] field(byte[] line, int start, int end) {
        return switch (line[start]) {
            case 'c' -> Ascii.is("client", line, start, end) ? CLIENT : null;
            case 's' -> Ascii.is("server", line, start, end) ? SERVER : null;
            case 'u' -> Ascii.is("upstream", line, start, end) ? UPSTREAM : null;
            case 'h' -> Ascii.is("host", line, start, end) ? REQUESTED_HOST : null;
            case 'r' ->
                    Ascii.is("request", line, start, end)
                            ? REQUEST
                            : Ascii.is("referrer", line, start, end) ? REFERRER : null;
            default -> null;
        };
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
