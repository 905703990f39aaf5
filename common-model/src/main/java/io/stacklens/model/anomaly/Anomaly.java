package io.stacklens.model.anomaly;

import io.stacklens.model.alert.AlertSeverity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A window that is unlike its series' history, and why: the value of {@code anomalies} and a row of
 * the table of the same name.
 *
 * @param id the same for every score of the same window by the same detector
 * @param route null for the service's total
 * @param detector such as {@code isolation-forest}
 * @param score 0 to 1; 1 is the most unusual
 * @param reasons the features that drove the score, the strongest first
 * @param samples ids of log records of the window
 */
public record Anomaly(
        String id,
        String service,
        @Nullable String route,
        String detector,
        Instant windowStart,
        Instant windowEnd,
        Instant detectedAt,
        double score,
        AlertSeverity severity,
        List<Reason> reasons,
        List<String> samples) {

    /**
     * One feature's part in a score.
     *
     * @param expected the feature's usual value in the series' history
     * @param contribution share of the score, 0 to 1
     */
    public record Reason(String feature, double value, double expected, double contribution) {}

    public Anomaly {
        reasons = List.copyOf(reasons);
        samples = List.copyOf(samples);
    }
}
