package io.stacklens.analytics.alerts;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * What was found when something looked at a series.
 *
 * @param value null when there is no data
 * @param threshold what the value was compared with, where that is not the rule's own threshold
 * @param evidence made only when somebody is told
 */
record Finding(
        Trigger trigger,
        @Nullable Double value,
        @Nullable Double threshold,
        Supplier<Evidence> evidence) {

    Finding(Trigger trigger, @Nullable Double value, Supplier<Evidence> evidence) {
        this(trigger, value, null, evidence);
    }

    static Finding of(Trigger trigger) {
        return new Finding(trigger, null, () -> Evidence.NONE);
    }

    Finding with(Trigger other) {
        return new Finding(other, value, threshold, evidence);
    }
}
