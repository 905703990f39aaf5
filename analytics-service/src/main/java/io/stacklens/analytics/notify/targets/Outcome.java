package io.stacklens.analytics.notify.targets;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What became of one attempt. */
public sealed interface Outcome {

    /**
     * The target has taken it.
     *
     * @param remark what went wrong in part, such as one recipient of several; null for nothing
     */
    record Delivered(@Nullable String remark) implements Outcome {}

    /**
     * It may work later.
     *
     * @param after what the target asks to wait; null for nothing in particular
     */
    record TryAgain(String error, @Nullable Duration after) implements Outcome {}

    /** It will not work until somebody changes something. */
    record Refused(String error) implements Outcome {}
}
