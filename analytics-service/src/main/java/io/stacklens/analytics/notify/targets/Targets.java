package io.stacklens.analytics.notify.targets;

import io.stacklens.analytics.notify.guard.GuardedSockets;
import io.stacklens.analytics.notify.guard.TargetGuard;
import io.stacklens.model.notification.ChannelKind;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The targets of all kinds of channels. */
public final class Targets implements AutoCloseable {

    private final HttpTargets http;
    private final Map<ChannelKind, Target> byKind = new EnumMap<>(ChannelKind.class);

    /**
     * All targets.
     *
     * @param timeout how long a connection, and an answer, may take
     * @param goodFor how long an Alertmanager believes that an alert fires
     */
    public Targets(
            TargetGuard guard,
            URI publicUrl,
            Duration timeout,
            Duration goodFor,
            InstantSource clock) {
        AlertText text = new AlertText(publicUrl);
        http = new HttpTargets(guard, timeout);
        byKind.put(ChannelKind.WEBHOOK, new WebhookTarget(http, text, clock));
        byKind.put(ChannelKind.SLACK, new SlackTarget(http, text));
        byKind.put(
                ChannelKind.EMAIL,
                new EmailTarget(new GuardedSockets(guard), new EmailText(text, clock), timeout));
        byKind.put(ChannelKind.PAGERDUTY, new PagerDutyTarget(http, text));
        byKind.put(ChannelKind.ALERTMANAGER, new AlertmanagerTarget(http, text, clock, goodFor));
    }

    public Target of(ChannelKind kind) {
        return Objects.requireNonNull(byKind.get(kind), kind.label());
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
