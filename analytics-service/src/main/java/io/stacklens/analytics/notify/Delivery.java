package io.stacklens.analytics.notify;

import io.stacklens.analytics.notify.targets.Event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Rows of {@code notifications} that somebody has taken to send in one message.
 *
 * @param key the message's idempotency key
 * @param attempt counted from 1; who sends late, after others have taken it, is known by it
 * @param alerts the alerts in JSON
 */
record Delivery(
        UUID key,
        long channelId,
        Event event,
        int attempt,
        Instant createdAt,
        List<String> alerts) {

    Delivery {
        alerts = List.copyOf(alerts);
    }
}
