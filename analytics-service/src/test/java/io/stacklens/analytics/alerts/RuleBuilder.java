package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.RuleKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Rules for tests: more than 100 errors in a minute, unless something else is said. */
public final class RuleBuilder {

    private final long id;
    private final RuleKind kind;
    private String name;
    private String metric = "error_count";
    private String operator = ">";
    private double threshold = 100;
    private int windowSeconds = 60;
    private String service = "*";
    private @Nullable String route;
    private int minEvents;
    private int forSeconds;
    private @Nullable Double clearThreshold;
    private int keepFiringForSeconds;
    private String noData = "ok";
    private List<String> groupBy = List.of();
    private Map<String, String> labels = Map.of();
    private @Nullable String query;
    private @Nullable Integer afterSeconds;
    private @Nullable String change;
    private @Nullable Double factor;
    private @Nullable Long sloId;
    private List<BurnWindow> burnWindows = List.of();
    private @Nullable String expression;

    private RuleBuilder(long id, RuleKind kind) {
        this.id = id;
        this.kind = kind;
        this.name = "rule " + id;
    }

    public static RuleBuilder rule(long id) {
        return new RuleBuilder(id, RuleKind.THRESHOLD);
    }

    public static RuleBuilder rule(long id, RuleKind kind) {
        RuleBuilder builder = new RuleBuilder(id, kind);
        builder.metric = kind.measure();
        return builder.when(">=", 1);
    }

    public RuleBuilder named(String text) {
        name = text;
        return this;
    }

    public RuleBuilder metric(String field) {
        metric = field;
        return this;
    }

    public RuleBuilder when(String comparison, double limit) {
        operator = comparison;
        threshold = limit;
        return this;
    }

    public RuleBuilder window(int seconds) {
        windowSeconds = seconds;
        return this;
    }

    public RuleBuilder service(String glob) {
        service = glob;
        return this;
    }

    public RuleBuilder route(String glob) {
        route = glob;
        return this;
    }

    public RuleBuilder minEvents(int events) {
        minEvents = events;
        return this;
    }

    public RuleBuilder holdsFor(int seconds) {
        forSeconds = seconds;
        return this;
    }

    public RuleBuilder clearAt(double value) {
        clearThreshold = value;
        return this;
    }

    public RuleBuilder keepFiring(int seconds) {
        keepFiringForSeconds = seconds;
        return this;
    }

    /** One of {@code ok}, {@code alert} and {@code keep}. */
    public RuleBuilder noData(String policy) {
        noData = policy;
        return this;
    }

    public RuleBuilder groupBy(String... names) {
        groupBy = List.of(names);
        return this;
    }

    public RuleBuilder label(String name, String value) {
        labels = Map.of(name, value);
        return this;
    }

    public RuleBuilder query(@Nullable String text) {
        query = text;
        return this;
    }

    public RuleBuilder after(int seconds) {
        afterSeconds = seconds;
        return this;
    }

    public RuleBuilder change(String name) {
        change = name;
        return this;
    }

    public RuleBuilder factor(double times) {
        factor = times;
        return this;
    }

    public RuleBuilder slo(long number, BurnWindow... windows) {
        sloId = number;
        burnWindows = List.of(windows);
        return this;
    }

    public RuleBuilder expression(String text) {
        expression = text;
        return this;
    }

    public AlertRule row() {
        return new AlertRule(
                id,
                name,
                metric,
                operator,
                threshold,
                windowSeconds,
                AlertSeverity.WARNING,
                service,
                route,
                minEvents,
                forSeconds,
                clearThreshold,
                keepFiringForSeconds,
                noData,
                groupBy,
                labels,
                null,
                true,
                kind,
                null,
                query,
                afterSeconds,
                change,
                factor,
                sloId,
                burnWindows,
                expression);
    }
}
