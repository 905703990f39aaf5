package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.RuleKind;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** A rule as the evaluator uses it. */
public final class Rule {

    private final AlertRule row;
    private final long id;
    private final Watch watch;
    private final Condition condition;
    private final Pattern service;
    private final @Nullable Pattern route;

    private Rule(AlertRule row, long id, Watch watch) {
        this.row = row;
        this.id = id;
        this.watch = watch;
        this.condition = Condition.of(row);
        this.service = glob(row.service());
        this.route = row.route() == null ? null : glob(row.route());
    }

    /**
     * Reads a stored rule that needs no objective.
     *
     * @throws IllegalArgumentException if it says something that no evaluator can do
     */
    public static Rule of(AlertRule row) {
        return of(row, null);
    }

    /**
     * Reads a stored rule.
     *
     * @param slo the objective that the rule names
     * @throws IllegalArgumentException if it says something that no evaluator can do
     */
    public static Rule of(AlertRule row, @Nullable Slo slo) {
        if (row.id() == null) {
            throw new IllegalArgumentException("rule without id: " + row.name());
        }
        boolean hasRoutes =
                row.kind() == RuleKind.THRESHOLD
                        || row.kind() == RuleKind.ANOMALY
                        || row.kind() == RuleKind.BURN_RATE;
        if (row.route() != null && !hasRoutes) {
            throw new IllegalArgumentException(
                    "route: '%s' (expected: none in a rule of kind %s)"
                            .formatted(row.route(), row.kind().label()));
        }
        return new Rule(row, row.id(), Watch.of(row, slo));
    }

    public AlertRule row() {
        return row;
    }

    long id() {
        return id;
    }

    Watch watch() {
        return watch;
    }

    Condition condition() {
        return condition;
    }

    boolean isOf(RuleKind kind) {
        return row.kind() == kind;
    }

    /** Whether what it looks at shows in errors, rather than in slow or missing requests. */
    boolean isAboutErrors() {
        return switch (watch) {
            case Watch.OfMetric(Metric metric) -> metric.isAboutErrors();
            case Watch.OfBudget(Slo slo, _) -> slo.latencyMillis() == null;
            default -> false;
        };
    }

    /** A rule without a route looks at services' totals, one with a route only at routes. */
    boolean appliesTo(Series series) {
        if (watch instanceof Watch.OfBudget(Slo slo, _)) {
            return slo.isAbout(series);
        }
        String name = series.route();
        return (route == null ? name == null : name != null && route.matcher(name).matches())
                && appliesTo(series.service())
                && partName().equals(series.part() == null ? "" : series.part().name());
    }

    boolean appliesTo(String serviceName) {
        return service.matcher(serviceName).matches();
    }

    /** What the rule looks at one by one, or nothing. */
    private String partName() {
        return switch (watch) {
            case Watch.OfSilence(_, boolean eachHost) when eachHost -> Series.Part.HOST;
            case Watch.OfTemplates(_, _, boolean each) when each -> Series.Part.TEMPLATE;
            default -> "";
        };
    }

    /** {@code *} stands for any text, {@code ?} for any character. */
    static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.chars()
                .mapToObj(
                        c ->
                                switch (c) {
                                    case '*' -> ".*";
                                    case '?' -> ".";
                                    default -> Pattern.quote(Character.toString(c));
                                })
                .forEach(regex::append);
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
