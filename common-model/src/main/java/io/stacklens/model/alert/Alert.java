package io.stacklens.model.alert;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One episode of a rule for a series, as of its latest change of state: the value of {@code
 * analytics-alerts} and a row of {@code alerts}.
 *
 * @param id the same through the whole episode
 * @param sequence counts the episode's changes of state from 1; a higher one replaces a lower
 * @param ruleId null for an alert that an anomaly raised
 * @param rule the rule's name, {@code Anomaly} for an anomaly
 * @param route null when the series is the service's total
 * @param metric field of the window that the rule looks at
 * @param value what was measured when the state last changed; null when there was no data
 * @param changedAt when the state last changed
 * @param samples ids of log records that show it
 * @param templates texts of the most frequent templates behind it
 * @param fingerprint the same for every episode of a rule and series
 * @param link where to look, relative to the dashboard
 */
public record Alert(
        String id,
        long sequence,
        @Nullable Long ruleId,
        String rule,
        String service,
        @Nullable String route,
        AlertSeverity severity,
        AlertStatus status,
        String metric,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable Integer windowSeconds,
        @Nullable Instant pendingSince,
        @Nullable Instant startedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant resolvedAt,
        Instant changedAt,
        List<String> samples,
        List<String> templates,
        String fingerprint,
        String link,
        Map<String, String> labels,
        @Nullable String runbookUrl) {

    public Alert {
        samples = List.copyOf(samples);
        templates = List.copyOf(templates);
        labels = Map.copyOf(labels);
    }
}
