package io.stacklens.e2e;

import io.stacklens.e2e.client.Ingest;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * A service that writes lines twice a second, some of them errors. While the platform is away it
 * tries again with the same lines.
 */
final class Traffic implements AutoCloseable {

    private static final long BETWEEN_MILLIS = 500;

    private final Supplier<Ingest> platform;
    private final String service;
    private final Thread sender;
    private volatile int errors;
    private volatile boolean isOver;

    Traffic(Supplier<Ingest> platform, String service) {
        this.platform = platform;
        this.service = service;
        this.sender = Thread.ofVirtual().start(this::send);
    }

    /** How many errors there are in each half second from now on. */
    void errors(int each) {
        errors = each;
    }

    @Override
    public void close() {
        isOver = true;
        try {
            sender.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        try {
            while (!isOver) {
                deliver(lines());
                Thread.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String lines) throws InterruptedException {
        while (!isOver) {
            try (Ingest ingest = platform.get()) {
                ingest.post("/ingest", lines);
                return;
            } catch (IOException | IllegalStateException _) {
                Thread.sleep(BETWEEN_MILLIS); // the platform restarts
            }
        }
    }

    private String lines() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5 + errors; i++) {
            lines.append(
                    "{\"service\":\"%s\",\"level\":\"%s\",\"message\":\"%s\"}\n"
                            .formatted(
                                    service,
                                    i < 5 ? "info" : "error",
                                    i < 5 ? "card charged" : "card reader does not answer"));
        }
        return lines.toString();
    }
}
