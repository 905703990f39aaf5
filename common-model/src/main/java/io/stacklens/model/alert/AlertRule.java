package io.stacklens.model.alert;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * When to alert. A row of {@code alert_rules}, and its JSON form. What a rule looks at is its
 * {@link RuleKind kind}; a rule with a threshold compares a metric of a series over the last {@code
 * windowSeconds}.
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
 * @param groupBy what alerts are grouped by: names of labels, {@code service}, {@code route},
 *     {@code severity}, {@code rule}, {@code kind}, {@code template}, {@code host}. A rule about
 *     templates raises one alert for each when {@code template} is among them, one about silent
 *     sources one for each host when {@code host} is
 * @param tolerance how far two values may be apart and still be equal, for {@code ==} and {@code
 *     !=}; null: a billionth part
 * @param query what lines a rule of matches counts
 * @param afterSeconds how long a source may be silent; null: as long as it has learned
 * @param change what a rule about templates looks for: {@code new}, {@code vanished} or {@code
 *     rate}
 * @param factor how many times as often, or as seldom, a template has to come; null: 3
 * @param sloId the objective that a rule about burn rates guards
 * @param burnWindows pairs of windows, each of which is enough; none: those of an hour and of six
 * @param expression other rules by number, as {@code 1 AND (2 OR NOT 3)}
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
        boolean enabled,
        RuleKind kind,
        @Nullable Double tolerance,
        @Nullable String query,
        @Nullable Integer afterSeconds,
        @Nullable String change,
        @Nullable Double factor,
        @Nullable Long sloId,
        List<BurnWindow> burnWindows,
        @Nullable String expression) {

    /** An objective's budget burns this many times too fast, over a long window and a short one. */
    public record BurnWindow(int longSeconds, int shortSeconds, double factor) {}

    public AlertRule {
        groupBy = List.copyOf(groupBy);
        labels = Map.copyOf(labels);
        kind = Objects.requireNonNullElse(kind, RuleKind.THRESHOLD);
        burnWindows = burnWindows == null ? List.of() : List.copyOf(burnWindows);
    }
}
