package io.stacklens.analytics.notify;

import io.stacklens.model.notification.ChannelKind;

/** Where messages go. */
record Channel(long id, String name, ChannelKind kind, boolean enabled) {}
