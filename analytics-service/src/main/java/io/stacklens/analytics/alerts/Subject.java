package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.anomaly.Anomaly;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an episode is about: a rule, or anomalies, for a series.
 *
 * @param ruleId null for anomalies that no rule asked for
 * @param groupBy names of what the group key is made of
 */
record Subject(
        @Nullable Long ruleId,
        String rule,
        RuleKind kind,
        Series series,
        AlertSeverity severity,
        String metric,
        double threshold,
        int windowSeconds,
        List<String> groupBy,
        Map<String, String> labels,
        @Nullable String runbookUrl) {

    private static final String ANOMALY = "Anomaly";
    private static final List<String> GROUPED_BY = List.of("rule", "service");

    static Subject of(Rule rule, Series series) {
        AlertRule row = rule.row();
        return new Subject(
                rule.id(),
                row.name(),
                row.kind(),
                series,
                row.severity(),
                row.kind() == RuleKind.THRESHOLD ? row.metric() : row.kind().measure(),
                row.threshold(),
                row.windowSeconds(),
                row.groupBy(),
                labels(row, series.part()),
                row.runbookUrl());
    }

    static Subject of(Anomaly anomaly, double threshold) {
        return new Subject(
                null,
                ANOMALY,
                RuleKind.ANOMALY,
                seriesOf(anomaly),
                anomaly.severity(),
                RuleKind.ANOMALY.measure(),
                threshold,
                (int) Duration.between(anomaly.windowStart(), anomaly.windowEnd()).toSeconds(),
                List.of(),
                Map.of(),
                null);
    }

    static Series seriesOf(Anomaly anomaly) {
        return new Series(anomaly.service(), anomaly.route());
    }

    /** The same for every episode of a rule and a series; key of the topic. */
    String fingerprint() {
        return fingerprint(ruleId, series);
    }

    static String fingerprint(@Nullable Long ruleId, Series series) {
        StringBuilder text = new StringBuilder();
        text.append(ruleId == null ? "anomaly" : ruleId).append('|').append(series.service());
        if (series.route() != null) {
            text.append('|').append(series.route());
        }
        Series.Part part = series.part();
        if (part != null) {
            text.append('|').append(part.name()).append('=').append(part.value());
        }
        return text.toString();
    }

    /**
     * The same for alerts that belong together.
     *
     * @param templates texts of those behind it; the first counts where the rule looks at all
     */
    String groupKey(List<String> templates) {
        return (groupBy.isEmpty() ? GROUPED_BY : groupBy)
                .stream()
                        .map(name -> name + "=" + groupValue(name, templates))
                        .collect(Collectors.joining(","));
    }

    private String groupValue(String name, List<String> templates) {
        return switch (name) {
            case "rule" -> rule;
            case "service" -> series.service();
            case "route" -> series.route() == null ? "" : series.route();
            case "severity" -> severity.name();
            case "kind" -> kind.label();
            case Series.Part.TEMPLATE -> templates.isEmpty() ? "" : templates.getFirst();
            default -> labels.getOrDefault(name, "");
        };
    }

    private static Map<String, String> labels(AlertRule row, Series.@Nullable Part part) {
        if (part == null) {
            return row.labels();
        }
        Map<String, String> labels = new HashMap<>(row.labels());
        labels.put(part.name(), part.value());
        return labels;
    }
}
