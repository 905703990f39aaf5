package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.anomaly.Anomaly;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/**
 * What an episode is about: a rule, or anomalies, for a series.
 *
 * @param ruleId null for anomalies
 */
record Subject(
        @Nullable Long ruleId,
        String rule,
        Series series,
        AlertSeverity severity,
        String metric,
        double threshold,
        int windowSeconds,
        Map<String, String> labels,
        @Nullable String runbookUrl) {

    private static final String ANOMALY = "Anomaly";

    static Subject of(Rule rule, Series series) {
        AlertRule row = rule.row();
        return new Subject(
                rule.id(),
                row.name(),
                series,
                row.severity(),
                row.metric(),
                row.threshold(),
                row.windowSeconds(),
                row.labels(),
                row.runbookUrl());
    }

    static Subject of(Anomaly anomaly, double threshold) {
        Duration window = Duration.between(anomaly.windowStart(), anomaly.windowEnd());
        return new Subject(
                null,
                ANOMALY,
                new Series(anomaly.service(), anomaly.route()),
                anomaly.severity(),
                "score",
                threshold,
                (int) window.toSeconds(),
                Map.of(),
                null);
    }

    /** The same for every episode of a rule and a series; key of the topic. */
    String fingerprint() {
        return fingerprint(ruleId, series);
    }

    static String fingerprint(@Nullable Long ruleId, Series series) {
        String source = ruleId == null ? "anomaly" : ruleId.toString();
        String total = source + "|" + series.service();
        return series.route() == null ? total : total + "|" + series.route();
    }
}
