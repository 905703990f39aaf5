package io.stacklens.analytics.notify;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what became of attempts to tell a channel: {@code delivered}, {@code retried} when another
 * attempt follows, {@code failed} when none does. Alert on {@code failed}, and on the age of the
 * oldest that waits.
 */
final class NotificationMetrics {

    private static final String COUNTER = "stacklens.analytics.notifications";

    private final MeterRegistry registry;
    private final AtomicLong oldestSeconds = new AtomicLong();

    NotificationMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge(COUNTER + ".oldest.pending.seconds", oldestSeconds);
    }

    void count(@Nullable Channel channel, String status, int rows) {
        String kind = channel == null ? "deleted" : channel.kind().label();
        registry.counter(COUNTER, "kind", kind, "status", status).increment(rows);
    }

    void keepAliveFailed() {
        registry.counter(COUNTER + ".keep.alives.failed").increment();
    }

    void oldest(long seconds) {
        oldestSeconds.set(seconds);
    }
}
