package io.stacklens.dashboard.tail;

import io.stacklens.model.LogRecord;
import io.stacklens.model.json.Json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What a client is sent, as server-sent events are written. One of a record serves all clients. */
final class TailEvent {

    /** The first thing that a client gets. */
    static final TailEvent FOLLOWING = new TailEvent(": following\n\n");

    /** The last thing that a client gets whose token does not count any more. */
    static final TailEvent SIGNED_OUT =
            new TailEvent("event: auth\ndata: {\"reason\": \"the credentials have run out\"}\n\n");

    private final byte[] text;

    private TailEvent(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A record.
     *
     * @param id where the client is after it
     */
    static TailEvent of(LogRecord record, Object id) {
        return new TailEvent(
                "event: record\nid: %s\ndata: %s\n\n"
                        .formatted(id, Json.mapper().writeValueAsString(record)));
    }

    /** Here records are missing that the client did not read in time. */
    static TailEvent dropped(long count) {
        return new TailEvent("event: dropped\ndata: {\"count\": %d}\n\n".formatted(count));
    }

    /** Here records are missing that nobody counted: those before a time. */
    static TailEvent notBefore(Instant time) {
        return new TailEvent(
                "event: dropped\ndata: {\"count\": 0, \"not_before\": \"%s\"}\n\n".formatted(time));
    }

    /** Nothing is new. Without data the id is noted and no event is seen. */
    static TailEvent alive(Object id) {
        return new TailEvent(": alive\nid: %s\n\n".formatted(id));
    }

    int size() {
        return text.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(text);
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
