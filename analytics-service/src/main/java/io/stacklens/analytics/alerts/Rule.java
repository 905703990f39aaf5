package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** A rule as the evaluator uses it. */
final class Rule {

    private final AlertRule row;
    private final long id;
    private final Metric metric;
    private final Condition condition;
    private final Pattern service;
    private final @Nullable Pattern route;

    private Rule(AlertRule row, long id, Metric metric) {
        this.row = row;
        this.id = id;
        this.metric = metric;
        this.condition = Condition.of(row);
        this.service = glob(row.service());
        this.route = row.route() == null ? null : glob(row.route());
    }

    /**
     * Reads a stored rule.
     *
     * @throws IllegalArgumentException if it says something that no evaluator can do
     */
    static Rule of(AlertRule row) {
        if (row.id() == null) {
            throw new IllegalArgumentException("rule without id: " + row.name());
        }
        Metric metric =
                Metric.named(row.metric())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "metric: '%s' (expected: a number of a window)"
                                                        .formatted(row.metric())));
        return new Rule(row, row.id(), metric);
    }

    AlertRule row() {
        return row;
    }

    long id() {
        return id;
    }

    Metric metric() {
        return metric;
    }

    Condition condition() {
        return condition;
    }

    /** A rule without a route looks at services' totals, one with a route only at routes. */
    boolean appliesTo(Series series) {
        String name = series.route();
        return (route == null ? name == null : name != null && route.matcher(name).matches())
                && service.matcher(series.service()).matches();
    }

    /** {@code *} stands for any text, {@code ?} for any character. */
    private static Pattern glob(String glob) {
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
