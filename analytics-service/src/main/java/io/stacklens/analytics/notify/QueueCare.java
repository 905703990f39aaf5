package io.stacklens.analytics.notify;

import io.stacklens.analytics.notify.NotificationTable.Waiting;
import io.stacklens.pipeline.health.HealthComponent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says how many notifications wait and for how long, and forgets old ones. */
final class QueueCare implements HealthComponent {

    private static final Duration FORGETS_EVERY = Duration.ofHours(1);

    private final NotificationTable table;
    private final NotificationMetrics metrics;
    private final Duration keep;
    private final InstantSource clock;

    private Instant forgetsNext = Instant.MIN;
    private volatile String detail = "nothing waits";

    QueueCare(
            NotificationTable table,
            NotificationMetrics metrics,
            Duration keep,
            InstantSource clock) {
        this.table = table;
        this.metrics = metrics;
        this.keep = keep;
        this.clock = clock;
    }

    void look() {
        Instant now = clock.instant();
        Waiting waiting = table.waiting();
        Instant oldest = waiting.oldest();
        long seconds = oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds());
        metrics.oldest(seconds);
        detail =
                oldest == null
                        ? "nothing waits"
                        : "%d wait, the oldest for %d s".formatted(waiting.rows(), seconds);
        if (!now.isBefore(forgetsNext)) {
            table.deleteBefore(now.minus(keep));
            forgetsNext = now.plus(FORGETS_EVERY);
        }
    }

    @Override
    public String name() {
        return "notifications";
    }

    /** Up in any case: a target that is away makes nothing of ours fail. */
    @Override
    public State check() {
        return State.up(detail);
    }
}
