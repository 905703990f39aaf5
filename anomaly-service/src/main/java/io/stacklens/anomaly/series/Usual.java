package io.stacklens.anomaly.series;

import io.stacklens.model.window.WindowMetrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is usual of one feature in a series' history.
 *
 * @param median on the feature's own scale of comparison
 * @param spread a robust standard deviation on that scale; never 0
 */
record Usual(Feature feature, double median, double spread) {

    /** Standard deviations in a normal distribution's median absolute deviation. */
    private static final double PER_MAD = 1.4826;

    /** Standard deviations between the 5th and the 95th percentile of a normal distribution. */
    private static final double IN_MIDDLE = 3.29;

    /** Beyond this a deviation says no more. */
    private static final double FARTHEST = 50;

    static Usual of(Feature feature, List<WindowMetrics> history, Duration length) {
        double[] values = scaledValues(feature, history);
        double median = quantile(values, 0.5);
        double[] distances =
                Arrays.stream(values).map(v -> Math.abs(v - median)).sorted().toArray();
        double spread =
                Math.max(
                        PER_MAD * quantile(distances, 0.5),
                        (quantile(values, 0.95) - quantile(values, 0.05)) / IN_MIDDLE);
        return new Usual(feature, median, Math.max(feature.smallestSpread(length), spread));
    }

    /**
     * Whether the feature says something in this series: most windows have it, and not all have 0.
     */
    static boolean isKnown(Feature feature, List<WindowMetrics> history) {
        double[] values = scaledValues(feature, history);
        if (!feature.isOptional()) {
            return values.length > 0;
        }
        return values.length * 2 >= history.size() && values[values.length - 1] > feature.scaled(0);
    }

    /** By how many spreads the window is off; 0 if it has no such number. */
    double deviation(WindowMetrics window) {
        double value = feature.scaled(feature.value(window));
        if (Double.isNaN(value)) {
            return 0;
        }
        double width = Math.sqrt(spread * spread + feature.chanceVariance(median, window));
        return Math.clamp((value - median) / width, -FARTHEST, FARTHEST);
    }

    /** The usual value as people read it. */
    double expected() {
        return feature.unscaled(median);
    }

    private static double[] scaledValues(Feature feature, List<WindowMetrics> history) {
        return history.stream()
                .mapToDouble(window -> feature.scaled(feature.value(window)))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
