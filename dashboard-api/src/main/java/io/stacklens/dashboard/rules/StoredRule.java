package io.stacklens.dashboard.rules;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.json.Json;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;

import java.util.List;
import java.util.Map;

/** A row of {@code alert_rules}. */
@Entity
@Table(name = "alert_rules")
class StoredRule {

    private static final TypeReference<List<BurnWindow>> BURN_WINDOWS = new TypeReference<>() {};

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";
    private String metric = "";
    private String operator = "";
    private double threshold;
    private int windowSeconds;

    @Enumerated(EnumType.STRING)
    private AlertSeverity severity = AlertSeverity.WARNING;

    private String service = "*";
    private @Nullable String route;
    private int minEvents;
    private int forSeconds;
    private @Nullable Double clearThreshold;
    private int keepFiringForSeconds;
    private String noData = "ok";

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> groupBy = List.of();

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels = Map.of();

    private @Nullable String runbookUrl;
    private boolean enabled = true;
    private String kind = RuleKind.THRESHOLD.label();
    private @Nullable Double tolerance;
    private @Nullable String query;
    private @Nullable Integer afterSeconds;
    private @Nullable String change;
    private @Nullable Double factor;
    private @Nullable Long sloId;

    @JdbcTypeCode(SqlTypes.JSON)
    private String burnWindows = "[]";

    private @Nullable String expression;

    /** For the mapper. */
    protected StoredRule() {}

    static StoredRule of(AlertRule rule) {
        StoredRule row = new StoredRule();
        row.replaceBy(rule);
        return row;
    }

    /** Takes everything but the id. */
    final void replaceBy(AlertRule rule) {
        name = rule.name();
        metric = rule.metric();
        operator = rule.operator();
        threshold = rule.threshold();
        windowSeconds = rule.windowSeconds();
        severity = rule.severity();
        service = rule.service();
        route = rule.route();
        minEvents = rule.minEvents();
        forSeconds = rule.forSeconds();
        clearThreshold = rule.clearThreshold();
        keepFiringForSeconds = rule.keepFiringForSeconds();
        noData = rule.noData();
        groupBy = rule.groupBy();
        labels = rule.labels();
        runbookUrl = rule.runbookUrl();
        enabled = rule.enabled();
        kind = rule.kind().label();
        tolerance = rule.tolerance();
        query = rule.query();
        afterSeconds = rule.afterSeconds();
        change = rule.change();
        factor = rule.factor();
        sloId = rule.sloId();
        burnWindows = Json.mapper().writeValueAsString(rule.burnWindows());
        expression = rule.expression();
    }

    AlertRule toRule() {
        return new AlertRule(
                id,
                name,
                metric,
                operator,
                threshold,
                windowSeconds,
                severity,
                service,
                route,
                minEvents,
                forSeconds,
                clearThreshold,
                keepFiringForSeconds,
                noData,
                groupBy,
                labels,
                runbookUrl,
                enabled,
                RuleKind.ofLabel(kind),
                tolerance,
                query,
                afterSeconds,
                change,
                factor,
                sloId,
                Json.mapper().readValue(burnWindows, BURN_WINDOWS),
                expression);
    }
}
