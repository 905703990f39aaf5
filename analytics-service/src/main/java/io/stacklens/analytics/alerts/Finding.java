package io.stacklens.analytics.alerts;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/**
 * What was found when something looked at a series.
 *
 * @param value null when there is no data
 */
record Finding(Trigger trigger, @Nullable Double value, Supplier<Evidence> evidence) {

    static Finding of(Trigger trigger) {
        return new Finding(trigger, null, Evidence.NONE);
    }

    Finding with(Trigger other) {
        return new Finding(other, value, evidence);
    }

    /**
     * What shows it to people.
     *
     * @param samples ids of log records
     * @param templates texts of the most frequent templates
     */
    record Evidence(List<String> samples, List<String> templates) {
        static final Supplier<Evidence> NONE = () -> new Evidence(List.of(), List.of());
    }
}
