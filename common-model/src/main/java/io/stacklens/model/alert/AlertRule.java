package io.stacklens.model.alert;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * When to alert: a metric of a series, over the last {@code windowSeconds}, compared with a
 * threshold. A row of {@code alert_rules}, and its JSON form.
 *
 * @param id null before it is stored
 * @param metric a number among the fields of {@code WindowMetrics}, such as {@code error_rate}
 * @param operator {@code >}, {@code <}, {@code >=}, {@code <=}, {@code ==} or {@code !=}
 * @param windowSeconds a multiple of 10
 * @param service glob of services, {@code *} for all
 * @param route null for the service's total, else a glob of routes
 * @param minEvents fewer events in the window than this, and the rule does not look
 * @param forSeconds how long the condition has to hold before it fires
 * @param clearThreshold the value that has to be passed back to resolve; null means {@code
 *     threshold}
 * @param keepFiringForSeconds how long an episode goes on after its condition ended
 * @param noData what a window without events means: {@code ok}, {@code alert} or {@code keep}
 * @param groupBy names of labels that alerts are grouped by
 */
public record AlertRule(
        @Nullable Long id,
        String name,
        String metric,
        String operator,
        double threshold,
        int windowSeconds,
        AlertSeverity severity,
        String service,
        @Nullable String route,
        int minEvents,
        int forSeconds,
        @Nullable Double clearThreshold,
        int keepFiringForSeconds,
        String noData,
        List<String> groupBy,
        Map<String, String> labels,
        @Nullable String runbookUrl,
        boolean enabled) {

    public AlertRule {
        groupBy = List.copyOf(groupBy);
        labels = Map.copyOf(labels);
    }
}
