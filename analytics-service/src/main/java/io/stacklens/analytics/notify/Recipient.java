package io.stacklens.analytics.notify;

import org.jspecify.annotations.Nullable;

/**
 * A channel that is told of an alert.
 *
 * @param groupKey null when it is told of this alert alone
 */
record Recipient(Channel channel, boolean sendResolved, @Nullable String groupKey) {}
