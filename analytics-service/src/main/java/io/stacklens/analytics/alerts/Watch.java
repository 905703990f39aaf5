package io.stacklens.analytics.alerts;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.RuleExpression;
import io.stacklens.model.window.MatchDelta;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a rule watches, by its kind. */
sealed interface Watch {

    /** A metric of a window. */
    record OfMetric(Metric metric) implements Watch {}

    /** The lines that a query finds, counted under a key. */
    record OfMatches(String query, long queryKey) implements Watch {}

    /**
     * The silence of sources.
     *
     * @param after null for as long as each source has learned
     * @param eachHost whether hosts are looked at one by one
     */
    record OfSilence(@Nullable Duration after, boolean eachHost) implements Watch {}

    /**
     * The templates of a service.
     *
     * @param each whether they are looked at one by one
     */
    record OfTemplates(Change change, double factor, boolean each) implements Watch {

        /** What happens to templates. */
        enum Change {
            NEW,
            VANISHED,
            RATE
        }
    }

    /** The score of anomalies. */
    record OfScore() implements Watch {}

    /** How fast the budget of an objective burns. */
    record OfBudget(Slo slo, List<BurnWindow> windows) implements Watch {}

    /** Whether other rules hold. */
    record OfRules(RuleExpression expression) implements Watch {}

    /** Fast burning for on-call, slow burning too, as in the SRE workbook. */
    List<BurnWindow> DEFAULT_BURN_WINDOWS =
            List.of(new BurnWindow(3_600, 300, 14.4), new BurnWindow(21_600, 1_800, 6));

    int LONGEST_BURN_SECONDS = 3 * 86_400;

    /**
     * What a rule watches.
     *
     * @throws IllegalArgumentException if it says something that no evaluator can do
     */
    static Watch of(AlertRule row, @Nullable Slo slo) {
        return switch (row.kind()) {
            case THRESHOLD -> new OfMetric(metric(row));
            case LOG_MATCH -> matches(row);
            case ABSENCE ->
                    new OfSilence(
                            row.afterSeconds() == null
                                    ? null
                                    : Duration.ofSeconds(row.afterSeconds()),
                            row.groupBy().contains(Series.Part.HOST));
            case TEMPLATE -> templates(row);
            case ANOMALY -> new OfScore();
            case BURN_RATE -> budget(row, slo);
            case COMPOSITE -> rules(row);
        };
    }

    private static Metric metric(AlertRule row) {
        return Metric.named(row.metric())
                .orElseThrow(() -> wrong("metric", row.metric(), "a number of a window"));
    }

    private static Watch matches(AlertRule row) {
        String query = row.query();
        if (query == null || query.isBlank()) {
            throw wrong("query", query, "a query as for /logs");
        }
        try {
            LogQuery.parse(query);
        } catch (LogQueryException e) {
            throw new IllegalArgumentException("query: " + e.getMessage(), e);
        }
        return new OfMatches(query, MatchDelta.key(row.service(), query));
    }

    private static Watch templates(AlertRule row) {
        String name = row.change();
        OfTemplates.Change change =
                Arrays.stream(OfTemplates.Change.values())
                        .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst()
                        .orElseThrow(() -> wrong("change", name, "new, vanished or rate"));
        double factor = row.factor() == null ? 3 : row.factor();
        if (!(factor > 1)) {
            throw wrong("factor", row.factor(), "more than 1");
        }
        return new OfTemplates(change, factor, row.groupBy().contains(Series.Part.TEMPLATE));
    }

    private static Watch budget(AlertRule row, @Nullable Slo slo) {
        if (slo == null) {
            throw wrong("slo_id", row.sloId(), "the id of an objective");
        }
        for (BurnWindow window : row.burnWindows()) {
            if (window.shortSeconds() < 60
                    || window.longSeconds() < window.shortSeconds()
                    || window.longSeconds() > LONGEST_BURN_SECONDS
                    || !(window.factor() > 0)) {
                throw wrong(
                        "burn_windows",
                        window,
                        "60 <= short_seconds <= long_seconds <= 259200, factor above 0");
            }
        }
        return new OfBudget(
                slo, row.burnWindows().isEmpty() ? DEFAULT_BURN_WINDOWS : row.burnWindows());
    }

    private static Watch rules(AlertRule row) {
        String text = row.expression();
        if (text == null) {
            throw wrong("expression", null, "rules by number, such as 1 AND (2 OR NOT 3)");
        }
        RuleExpression expression = RuleExpression.parse(text);
        if (row.id() != null && expression.ruleIds().contains(row.id())) {
            throw wrong("expression", text, "other rules than rule %d itself".formatted(row.id()));
        }
        return new OfRules(expression);
    }

    private static IllegalArgumentException wrong(
            String field, @Nullable Object value, String expected) {
        return new IllegalArgumentException(
                "%s: '%s' (expected: %s)".formatted(field, value, expected));
    }
}
