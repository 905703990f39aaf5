package io.stacklens.dashboard.notifications;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Tries a channel: puts a test into the queue, as alerts are, and waits until analytics has sent
 * it. So what is tried is the very way of the alerts, with the rights of who sends them.
 */
@Component
class ChannelTrial {

    private static final Duration LOOKS_EVERY = Duration.ofMillis(50);

    /** An attempt of analytics takes 30 s at most, with the usual settings. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private final Notifications notifications;

    ChannelTrial(Notifications notifications) {
        this.notifications = notifications;
    }

    Answer of(Channel channel) throws InterruptedException {
        long id = notifications.addTest(channel, "test-" + UUID.randomUUID());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Notification> sent =
                    notifications.find(id).filter(row -> !row.status().equals("pending"));
            if (sent.isPresent()) {
                return Answer.of(sent.get());
            }
            Thread.sleep(LOOKS_EVERY);
        }
        return new Answer(
                false,
                "pending",
                "not sent within %d s; /health says whether analytics takes traffic"
                        .formatted(PATIENCE.toSeconds()),
                null);
    }

    /** What came of a test. */
    record Answer(
            @Schema(description = "Whether the target has taken it", example = "true")
                    boolean delivered,
            @Schema(description = "delivered, failed or pending", example = "delivered")
                    String status,
            @Schema(description = "What went wrong", example = "answered 404 no such hook")
                    @Nullable String error,
            @Schema(description = "How long the attempt took, in milliseconds", example = "87")
                    @Nullable Integer tookMs) {

        static Answer of(Notification sent) {
            return new Answer(
                    sent.status().equals("delivered"),
                    sent.status(),
                    sent.lastError(),
                    sent.tookMs());
        }
    }
}
