package io.stacklens.analytics.notify.targets;

import io.stacklens.model.notification.ChannelKind;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What happened to an alert, as far as somebody may want to hear of it. */
public enum Event {
    FIRED,
    ACKNOWLEDGED,
    RESOLVED,
    /** Somebody tries a channel. */
    TEST;

    /** The kinds of channels that are told: e-mail has no use for it, Alertmanager no state. */
    public Set<ChannelKind> toldTo() {
        return this == ACKNOWLEDGED
                ? EnumSet.of(ChannelKind.WEBHOOK, ChannelKind.SLACK, ChannelKind.PAGERDUTY)
                : EnumSet.allOf(ChannelKind.class);
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Event ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
