package io.stacklens.anomaly.series;

import io.stacklens.model.window.WindowMetrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What is usual for a series: its features, in the order of a detector's components. */
record Baseline(List<Usual> usuals) {

    Baseline {
        usuals = List.copyOf(usuals);
    }

    /** Learns from windows in the order of time. */
    static Baseline of(List<WindowMetrics> history) {
        Duration length =
                Duration.between(history.getFirst().windowStart(), history.getLast().windowEnd());
        return new Baseline(
                Arrays.stream(Feature.values())
                        .filter(feature -> Usual.isKnown(feature, history))
                        .map(feature -> Usual.of(feature, history, length))
                        .toList());
    }

    /** How far the window is from what is usual, feature by feature. */
    double[] deviations(WindowMetrics window) {
        return usuals.stream().mapToDouble(usual -> usual.deviation(window)).toArray();
    }

    double expectedEvents() {
        return usuals.stream()
                .filter(usual -> usual.feature() == Feature.EVENT_COUNT)
                .mapToDouble(Usual::expected)
                .findFirst()
                .orElse(0);
    }
}
