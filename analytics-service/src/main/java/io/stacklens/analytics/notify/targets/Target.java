package io.stacklens.analytics.notify.targets;

import java.io.IOException;

/** Tells one kind of channel. Without state, so any thread may call it. */
public interface Target {

    /**
     * Makes one attempt.
     *
     * @throws IOException if the target cannot be reached or breaks off
     * @throws RuntimeException if a setting is wrong or the target is none that may be reached
     */
    Outcome send(ChannelSettings settings, Message message) throws IOException;
}
