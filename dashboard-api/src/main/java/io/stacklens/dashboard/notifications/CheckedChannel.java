package io.stacklens.dashboard.notifications;

import io.stacklens.model.notification.ChannelKind;

import java.util.Map;
import java.util.Set;

/**
 * A channel that can be stored.
 *
 * @param settings those that are no secrets
 * @param secrets those that are new
 * @param kept the names of those that stay as they are stored
 */
record CheckedChannel(
        String name,
        ChannelKind kind,
        boolean enabled,
        Map<String, Object> settings,
        Map<String, String> secrets,
        Set<String> kept) {}
