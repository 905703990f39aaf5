package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.Finding.Evidence;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.window.Bucket;

import org.jspecify.annotations.Nullable;

import java.util.function.BooleanSupplier;

/**
 * Looks at a series by a rule. The rule's window is the last buckets up to the wall clock's, that
 * one included; a rule that warns of too little takes complete buckets only. Whatever speaks of too
 * little or of no data is held as unknown while the chain before us is behind.
 */
final class Observer {

    private static final long HOUR_SECONDS = 3_600;

    /** How long after its end a bucket's last lines may still be on their way. */
    private static final long ARRIVAL_SECONDS = 2;

    private final RuleBuckets buckets;
    private final RecentTemplates templates;
    private final BooleanSupplier behind;
    private final long startedAt;

    /**
     * @param behind whether the chain of services before this one is too far behind
     * @param startedAt when this service started, in milliseconds: silence before it proves nothing
     */
    Observer(
            RuleBuckets buckets,
            RecentTemplates templates,
            BooleanSupplier behind,
            long startedAt) {
        this.buckets = buckets;
        this.templates = templates;
        this.behind = behind;
        this.startedAt = startedAt;
    }

    /** BREACH, BETWEEN, CLEAR or UNKNOWN, not looking at how long. */
    Finding look(Rule rule, Series series, boolean hasEpisode, long now) {
        RuleWindow window = window(rule, series, now);
        boolean isEmpty = window.eventCount() == 0;
        boolean tooLittle = rule.condition().isAboutTooLittle();
        if ((isEmpty || tooLittle) && behind.getAsBoolean()) {
            return Finding.of(Trigger.UNKNOWN);
        }
        Double value = isEmpty ? emptyValue(rule) : window.value(rule.metric());
        Trigger trigger = judge(rule, window, isEmpty ? null : value);
        boolean needsProof = tooLittle || isEmpty || value == null;
        if (trigger == Trigger.BREACH
                && needsProof
                && !hasEpisode
                && !wasAlive(rule, series, window)) {
            trigger = Trigger.CLEAR;
        }
        return new Finding(trigger, value, () -> evidence(rule, series, window));
    }

    private Trigger judge(Rule rule, RuleWindow window, @Nullable Double value) {
        if (value == null) {
            return switch (rule.row().noData()) {
                case "alert" -> Trigger.BREACH;
                case "keep" -> Trigger.UNKNOWN;
                default -> Trigger.CLEAR;
            };
        }
        return window.eventCount() < rule.row().minEvents()
                ? Trigger.CLEAR
                : rule.condition().look(value);
    }

    /** Nothing adds up to 0; any other metric has no value without events. */
    private static @Nullable Double emptyValue(Rule rule) {
        return rule.metric().isSum() ? 0.0 : null;
    }

    /** Whether there was enough in the hour before, so that too little now means something. */
    private boolean wasAlive(Rule rule, Series series, RuleWindow window) {
        if (window.from() * 1000 < startedAt) {
            return false;
        }
        AlertRule row = rule.row();
        boolean compares = rule.condition().isAboutTooLittle() && rule.metric().isSum();
        double enough =
                row.operator().equals("<=") ? Math.nextUp(row.threshold()) : row.threshold();
        return buckets.reached(
                series,
                compares ? rule.metric() : Metric.EVENT_COUNT,
                window.from() - HOUR_SECONDS,
                window.from(),
                row.windowSeconds(),
                compares ? enough : 1);
    }

    private RuleWindow window(Rule rule, Series series, long now) {
        long to =
                rule.condition().isAboutTooLittle()
                        ? bucketOf(now - ARRIVAL_SECONDS * 1000)
                        : bucketOf(now) + Bucket.SECONDS;
        return buckets.window(series, to - rule.row().windowSeconds(), to);
    }

    private Evidence evidence(Rule rule, Series series, RuleWindow window) {
        return new Evidence(
                window.samples(),
                templates.top(
                        series.service(),
                        window.from(),
                        window.to(),
                        rule.metric().isAboutErrors()));
    }

    private static long bucketOf(long millis) {
        return millis / 1000 / Bucket.SECONDS * Bucket.SECONDS;
    }
}
