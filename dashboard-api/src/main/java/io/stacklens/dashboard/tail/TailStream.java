package io.stacklens.dashboard.tail;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Writes to one client what was missed, and then what waits for it, until one of them ends. */
final class TailStream {

    private final OutputStream out;
    private final Duration keepAlive;

    TailStream(OutputStream out, Duration keepAlive) {
        this.out = out;
        this.keepAlive = keepAlive;
    }

    /** The client sees at once that it is connected. */
    void begin() throws IOException {
        TailEvent.FOLLOWING.writeTo(out);
        out.flush();
    }

    void write(List<TailEvent> missed) throws IOException {
        for (TailEvent event : missed) {
            event.writeTo(out);
        }
        out.flush();
    }

    void follow(TailQueue queue) throws IOException, InterruptedException {
        while (!queue.isClosed()) {
            queue.next(keepAlive).writeTo(out);
            if (queue.isEmpty()) {
                out.flush();
            }
        }
    }
}
