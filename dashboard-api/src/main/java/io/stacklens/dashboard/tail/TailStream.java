package io.stacklens.dashboard.tail;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Writes to one client what was missed, and then what waits for it, until one of them ends. */
final class TailStream {

    /** How often one looks whether the client's token still counts, when the tail is not quiet. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

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

    /**
     * Writes what waits.
     *
     * @param mayGoOn asked again and again; a no is the client's last event
     */
    void follow(TailQueue queue, BooleanSupplier mayGoOn) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        while (!queue.isClosed()) {
            long now = System.nanoTime();
            if (now - asked >= ASK_EVERY.toNanos()) {
                if (!mayGoOn.getAsBoolean()) {
                    TailEvent.SIGNED_OUT.writeTo(out);
                    out.flush();
                    return;
                }
                asked = now;
            }
            queue.next(keepAlive).writeTo(out);
            if (queue.isEmpty()) {
                out.flush();
            }
        }
    }
}
