package io.stacklens.dashboard.rules;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.windows.Metric;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.RuleExpression;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a rule of a request, or says all that is wrong with it at once. A field that a rule of this
 * kind does not look at has to be absent: who writes it expects something of it.
 */
public final class RuleCheck {

    private static final Set<String> OPERATORS = Set.of(">", "<", ">=", "<=", "==", "!=");
    private static final Set<String> NO_DATA = Set.of("ok", "alert", "keep");
    private static final Set<String> CHANGES = Set.of("new", "vanished", "rate");
    private static final int LONGEST_WINDOW_SECONDS = 3_600;
    private static final int LONGEST_WAIT_SECONDS = 86_400;
    private static final int LONGEST_SILENCE_SECONDS = 30 * 86_400;
    private static final int LONGEST_BURN_SECONDS = 3 * 86_400;
    private static final int ENOUGH_EVENTS_FOR_A_RATE = 20;
    private static final int LONGEST_QUERY = 2_000;
    private static final double USUAL_SCORE = 0.75;

    private final RuleRequest request;
    private final RuleFields fields = new RuleFields();

    private RuleCheck(RuleRequest request) {
        this.request = request;
    }

    /**
     * Checks a request.
     *
     * @throws BadRequestException with every field that is wrong
     */
    public static AlertRule check(RuleRequest request) {
        RuleCheck check = new RuleCheck(request);
        AlertRule rule = check.rule();
        List<InvalidField> wrong = check.fields.wrong();
        if (!wrong.isEmpty()) {
            throw new BadRequestException(wrong);
        }
        return rule;
    }

    private AlertRule rule() {
        RuleKind kind = kind();
        String metric = metric(kind);
        String operator = operator(kind);
        double threshold = threshold(kind);
        return new AlertRule(
                null,
                fields.needed("name", request.name()),
                metric,
                operator,
                threshold,
                windowSeconds(),
                fields.severity(request.severity()),
                fields.textOr("service", request.service(), "*"),
                route(kind),
                fields.between(
                        "min_events",
                        request.minEvents(),
                        0,
                        Integer.MAX_VALUE,
                        isRate(metric) ? ENOUGH_EVENTS_FOR_A_RATE : 0),
                fields.between("for_seconds", request.forSeconds(), 0, LONGEST_WAIT_SECONDS, 0),
                clearThreshold(operator, threshold),
                fields.between(
                        "keep_firing_for_seconds",
                        request.keepFiringForSeconds(),
                        0,
                        LONGEST_WAIT_SECONDS,
                        0),
                request.noData() == null
                        ? "ok"
                        : fields.oneOf("no_data", request.noData(), NO_DATA, "ok, alert or keep"),
                fields.names("group_by", request.groupBy()),
                labels(),
                fields.webAddress("runbook_url", request.runbookUrl()),
                request.enabled() == null || request.enabled(),
                kind,
                tolerance(operator),
                query(kind),
                afterSeconds(kind),
                change(kind),
                factor(kind),
                sloId(kind),
                burnWindows(kind),
                expression(kind));
    }

    private RuleKind kind() {
        if (request.kind() == null) {
            return RuleKind.THRESHOLD;
        }
        String label = request.kind().strip().toLowerCase(Locale.ROOT);
        for (RuleKind kind : RuleKind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        fields.refuse(
                "kind",
                request.kind(),
                Arrays.stream(RuleKind.values())
                        .map(RuleKind::label)
                        .collect(Collectors.joining(", ")));
        return RuleKind.THRESHOLD;
    }

    private static boolean isRate(String metric) {
        return metric.equals("error_rate") || metric.startsWith("latency_");
    }

    private String metric(RuleKind kind) {
        String name = request.metric();
        if (kind == RuleKind.THRESHOLD) {
            if (name != null && Metric.named(name).isPresent()) {
                return name.strip().toLowerCase(Locale.ROOT);
            }
            fields.refuse("metric", name, Metric.labels());
            return "";
        }
        if (name != null && !name.isBlank() && !name.strip().equals(kind.measure())) {
            fields.refuse("metric", name, kind.measure() + ", or nothing");
        }
        return kind.measure();
    }

    private String operator(RuleKind kind) {
        if (request.operator() == null && kind != RuleKind.THRESHOLD) {
            return ">=";
        }
        return fields.oneOf("operator", request.operator(), OPERATORS, ">, <, >=, <=, == or !=");
    }

    private double threshold(RuleKind kind) {
        Double given = request.threshold();
        if (kind == RuleKind.ANOMALY) {
            double score = given == null ? USUAL_SCORE : given;
            if (!(score >= 0 && score <= 1)) {
                fields.refuse("threshold", given, "a score from 0 to 1");
            }
            return score;
        }
        if (given == null && kind != RuleKind.THRESHOLD) {
            return 1;
        }
        return fields.number("threshold", given);
    }

    private int windowSeconds() {
        Integer seconds = request.windowSeconds();
        if (seconds == null) {
            return 60;
        }
        if (seconds < 10 || seconds > LONGEST_WINDOW_SECONDS || seconds % 10 != 0) {
            fields.refuse("window_seconds", seconds, "a multiple of 10 from 10 to 3600");
        }
        return seconds;
    }

    private @Nullable String route(RuleKind kind) {
        boolean looksAtRoutes = kind == RuleKind.THRESHOLD || kind == RuleKind.ANOMALY;
        String route = fields.optional("route", request.route());
        if (route != null && !looksAtRoutes) {
            refuseForKind("route", route, kind, "threshold or anomaly");
        }
        return route;
    }

    /** The value has to come back past the threshold, or the episode would end as it begins. */
    private @Nullable Double clearThreshold(String operator, double threshold) {
        Double clear = request.clearThreshold();
        if (clear == null) {
            return null;
        }
        fields.number("clear_threshold", clear);
        if (operator.startsWith(">") && clear > threshold) {
            fields.refuse("clear_threshold", clear, "at most the threshold, " + threshold);
        } else if (operator.startsWith("<") && clear < threshold) {
            fields.refuse("clear_threshold", clear, "at least the threshold, " + threshold);
        } else if (isEquality(operator)) {
            fields.refuse("clear_threshold", clear, "nothing, with == and !=");
        }
        return clear;
    }

    private static boolean isEquality(String operator) {
        return operator.equals("==") || operator.equals("!=");
    }

    private @Nullable Double tolerance(String operator) {
        Double tolerance = request.tolerance();
        if (tolerance == null) {
            return null;
        }
        if (!(tolerance >= 0 && tolerance <= Double.MAX_VALUE)) {
            fields.refuse("tolerance", tolerance, "a number from 0");
        } else if (!isEquality(operator)) {
            fields.refuse("tolerance", tolerance, "nothing, unless the operator is == or !=");
        }
        return tolerance;
    }

    private @Nullable String query(RuleKind kind) {
        String query = request.query() == null ? null : request.query().strip();
        if (kind != RuleKind.LOG_MATCH) {
            refuseForKind("query", query, kind, "log_match");
            return null;
        }
        if (query == null || query.isEmpty() || query.length() > LONGEST_QUERY) {
            fields.refuse("query", query, "a query as in /logs, of 1 to 2000 characters");
            return "";
        }
        try {
            LogQuery.parse(query);
        } catch (LogQueryException e) {
            fields.refuse("query", query, "a query as in /logs; " + e.getMessage());
        }
        return query;
    }

    private @Nullable Integer afterSeconds(RuleKind kind) {
        if (kind != RuleKind.ABSENCE) {
            refuseForKind("after_seconds", request.afterSeconds(), kind, "absence");
            return null;
        }
        return request.afterSeconds() == null
                ? null
                : fields.between(
                        "after_seconds", request.afterSeconds(), 10, LONGEST_SILENCE_SECONDS, 0);
    }

    private @Nullable String change(RuleKind kind) {
        if (kind != RuleKind.TEMPLATE) {
            refuseForKind("change", request.change(), kind, "template");
            return null;
        }
        return fields.oneOf("change", request.change(), CHANGES, "new, vanished or rate");
    }

    private @Nullable Double factor(RuleKind kind) {
        Double factor = request.factor();
        if (factor == null) {
            return null;
        }
        if (kind != RuleKind.TEMPLATE || !"rate".equals(request.change())) {
            fields.refuse("factor", factor, "nothing, unless the rule is about a template's rate");
        } else if (!(factor > 1 && factor <= 1_000_000)) {
            fields.refuse("factor", factor, "a number above 1");
        }
        return factor;
    }

    private @Nullable Long sloId(RuleKind kind) {
        if (kind != RuleKind.BURN_RATE) {
            refuseForKind("slo_id", request.sloId(), kind, "burn_rate");
            return null;
        }
        if (request.sloId() == null) {
            fields.refuse("slo_id", null, "the id of an objective");
        }
        return request.sloId();
    }

    private List<BurnWindow> burnWindows(RuleKind kind) {
        List<RuleRequest.@Nullable Burn> given =
                request.burnWindows() == null ? List.of() : request.burnWindows();
        if (kind != RuleKind.BURN_RATE) {
            refuseForKind("burn_windows", given.isEmpty() ? null : given, kind, "burn_rate");
            return List.of();
        }
        List<BurnWindow> windows = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            burnWindow("burn_windows[%d]".formatted(i), given.get(i), windows);
        }
        if (windows.size() > 10) {
            fields.refuse("burn_windows", windows.size() + " pairs", "at most 10 pairs");
        }
        return windows;
    }

    private void burnWindow(
            String place, RuleRequest.@Nullable Burn given, List<BurnWindow> windows) {
        if (given == null
                || given.longSeconds() == null
                || given.shortSeconds() == null
                || given.factor() == null) {
            fields.refuse(place, given, "long_seconds, short_seconds and factor");
            return;
        }
        int longer = given.longSeconds();
        int shorter = given.shortSeconds();
        if (longer < 60 || longer > LONGEST_BURN_SECONDS || longer % 60 != 0) {
            fields.refuse(place + ".long_seconds", longer, "a multiple of 60 from 60 to 259200");
        }
        if (shorter < 60 || shorter % 60 != 0 || shorter > longer) {
            fields.refuse(
                    place + ".short_seconds", shorter, "a multiple of 60 from 60 to long_seconds");
        }
        if (!(given.factor() > 0 && given.factor() <= 100_000)) {
            fields.refuse(place + ".factor", given.factor(), "a number above 0");
        }
        windows.add(new BurnWindow(longer, shorter, given.factor()));
    }

    private @Nullable String expression(RuleKind kind) {
        String expression = fields.optional("expression", request.expression());
        if (kind != RuleKind.COMPOSITE) {
            refuseForKind("expression", expression, kind, "composite");
            return null;
        }
        if (expression == null) {
            fields.refuse("expression", null, "rules by their ids, as 1 AND (2 OR NOT 3)");
            return "";
        }
        try {
            if (RuleExpression.parse(expression).ruleIds().isEmpty()) {
                fields.refuse("expression", expression, "at least one rule by its id");
            }
        } catch (IllegalArgumentException e) {
            fields.refuse("expression", expression, expected(e));
        }
        return expression;
    }

    /** What the parser of expressions wanted, out of its sentence. */
    private static String expected(IllegalArgumentException e) {
        String sentence = String.valueOf(e.getMessage());
        int at = sentence.lastIndexOf("(expected: ");
        return at < 0
                ? sentence
                : sentence.substring(at + "(expected: ".length(), sentence.length() - 1);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = request.labels() == null ? Map.of() : request.labels();
        labels.forEach(
                (name, value) -> {
                    if (name.isBlank() || name.length() > 100 || name.indexOf('\0') >= 0) {
                        fields.refuse("labels", name, "names of 1 to 100 characters");
                    }
                    if (value == null || value.length() > 500 || value.indexOf('\0') >= 0) {
                        fields.refuse("labels." + name, value, "a text of at most 500 characters");
                    }
                });
        return fields.wrong().isEmpty() ? labels : Map.of();
    }

    private void refuseForKind(
            String field, @Nullable Object found, RuleKind kind, String takenBy) {
        if (found != null && !found.equals("")) {
            fields.refuse(
                    field,
                    found,
                    "nothing in a rule of kind %s, only of kind %s"
                            .formatted(kind.label(), takenBy));
        }
    }
}
