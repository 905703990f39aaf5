package io.stacklens.dashboard.deadletters;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.Set;

/**
 * Counts the dead letters that were sent back, by the stage that had given them up; the stage is a
 * header that anybody could have written, so one that is not ours counts as {@code other}.
 */
@Component
class ReplayMetrics {

    private static final Set<String> STAGES =
            Set.of(
                    "parser",
                    "enrichment",
                    "analytics-store",
                    "analytics-deltas",
                    "analytics-windows",
                    "analytics-alerts",
                    "analytics-window-sink",
                    "analytics-alert-sink",
                    "anomaly");

    private final MeterRegistry registry;

    ReplayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void replayed(String stage) {
        registry.counter(
                        "stacklens.dead.letters.replayed",
                        "stage",
                        STAGES.contains(stage) ? stage : "other")
                .increment();
    }
}
