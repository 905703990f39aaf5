package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.Point;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.window.Bucket;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/**
 * Looks at metrics and at matches. The rule's window is the last buckets up to the wall clock's,
 * that one included; a rule that warns of too little takes complete buckets only. Whatever speaks
 * of too little or of no data is held as unknown while the chain before us is behind.
 */
final class WindowWatcher implements Watcher {

    private static final long HOUR_SECONDS = 3_600;

    /** How long after its end a bucket's last lines may still be on their way. */
    private static final long ARRIVAL_SECONDS = 2;

    private static final int LONGEST_STEP = 120;

    private final RuleBuckets buckets;
    private final RecentTemplates templates;
    private final BooleanSupplier behind;
    private final long startedAt;

    /**
     * Makes one.
     *
     * @param behind whether the chain of services before this one is too far behind
     * @param startedAt when this service started, in milliseconds: silence before it proves nothing
     */
    WindowWatcher(
            RuleBuckets buckets,
            RecentTemplates templates,
            BooleanSupplier behind,
            long startedAt) {
        this.buckets = buckets;
        this.templates = templates;
        this.behind = behind;
        this.startedAt = startedAt;
    }

    @Override
    public Collection<Series> series(Rule rule, long now) {
        return buckets.all().stream().filter(rule::appliesTo).toList();
    }

    @Override
    public Finding look(Rule rule, Series series, boolean hasEpisode, long now) {
        RuleWindow window = window(rule, series, now);
        boolean counts = rule.watch() instanceof Watch.OfMatches;
        boolean isEmpty = isEmpty(rule, window);
        boolean tooLittle = rule.condition().isAboutTooLittle();
        if ((isEmpty || tooLittle) && behind.getAsBoolean()) {
            return Finding.of(Trigger.UNKNOWN);
        }
        Double value = isEmpty ? emptyValue(rule) : value(rule, window);
        Trigger trigger = judge(rule, isEmpty && !counts ? null : value);
        boolean needsProof = tooLittle || isEmpty || value == null || (counts && value == 0);
        if (trigger == Trigger.BREACH
                && !hasEpisode
                && (hasTooFew(rule, window, value)
                        || (needsProof && !wasAlive(rule, series, window)))) {
            trigger = Trigger.CLEAR;
        }
        return new Finding(trigger, value, () -> evidence(rule, series, window));
    }

    /**
     * Whether a value says little, being of few events. Enough to begin no episode with, but not to
     * end one: where all that is left of the traffic fails, nothing is well.
     */
    private static boolean hasTooFew(Rule rule, RuleWindow window, @Nullable Double value) {
        return value != null && window.eventCount() < rule.row().minEvents();
    }

    /** A back-test counts what a query finds, and nothing else. */
    private static boolean isEmpty(Rule rule, RuleWindow window) {
        boolean hasMatches =
                rule.watch() instanceof Watch.OfMatches(_, long queryKey)
                        && window.matchCount(queryKey) > 0;
        return window.eventCount() == 0 && !hasMatches;
    }

    private static @Nullable Double value(Rule rule, RuleWindow window) {
        return switch (rule.watch()) {
            case Watch.OfMetric(Metric metric) -> window.value(metric);
            case Watch.OfMatches(_, long queryKey) -> (double) window.matchCount(queryKey);
            default -> throw new IllegalArgumentException("no window of " + rule.row().kind());
        };
    }

    /** Nothing adds up to 0; any other metric has no value without events. */
    private static @Nullable Double emptyValue(Rule rule) {
        return rule.watch() instanceof Watch.OfMetric(Metric metric) && !metric.isSum()
                ? null
                : 0.0;
    }

    private static Trigger judge(Rule rule, @Nullable Double value) {
        if (value == null) {
            return switch (rule.row().noData()) {
                case "alert" -> Trigger.BREACH;
                case "keep" -> Trigger.UNKNOWN;
                default -> Trigger.CLEAR;
            };
        }
        return rule.condition().look(value);
    }

    /** Whether there was enough in the hour before, so that too little now means something. */
    private boolean wasAlive(Rule rule, Series series, RuleWindow window) {
        if (window.from() * 1000 < startedAt) {
            return false;
        }
        AlertRule row = rule.row();
        boolean tooLittle = rule.condition().isAboutTooLittle();
        double threshold =
                row.operator().equals("<=") ? Math.nextUp(row.threshold()) : row.threshold();
        double enough = 1;
        ToLongFunction<RuleBucket> measure = RuleBucket::eventCount;
        if (rule.watch() instanceof Watch.OfMatches(_, long queryKey)) {
            measure = bucket -> bucket.matched(queryKey).count();
            enough = tooLittle ? Math.max(1, threshold) : 1;
        } else if (rule.watch() instanceof Watch.OfMetric(Metric metric)
                && tooLittle
                && metric.isSum()) {
            measure = bucket -> bucket.sum(metric);
            enough = threshold;
        }
        return buckets.reached(
                series,
                measure,
                window.from() - HOUR_SECONDS,
                window.from(),
                row.windowSeconds(),
                enough);
    }

    private RuleWindow window(Rule rule, Series series, long now) {
        long to =
                rule.condition().isAboutTooLittle()
                        ? bucketOf(now - ARRIVAL_SECONDS * 1000)
                        : bucketOf(now) + Bucket.SECONDS;
        return buckets.window(series, to - rule.row().windowSeconds(), to);
    }

    private Evidence evidence(Rule rule, Series series, RuleWindow window) {
        return Evidence.of(
                rule.watch() instanceof Watch.OfMatches(_, long queryKey)
                        ? window.matchSamples(queryKey)
                        : window.samples(),
                templates.top(series.service(), window.from(), window.to(), rule.isAboutErrors()),
                LogQueries.of(rule, series),
                window.from(),
                window.to(),
                history(rule, series, window));
    }

    /** The values of the steps before, each as long as the window, but two minutes at most. */
    private List<Point> history(Rule rule, Series series, RuleWindow window) {
        int step = Math.min(rule.row().windowSeconds(), LONGEST_STEP);
        List<Point> points = new ArrayList<>();
        for (int i = Alert.MAX_HISTORY; i > 0; i--) {
            long end = window.to() - (i - 1L) * step;
            RuleWindow one = buckets.window(series, end - step, end);
            if (!points.isEmpty() || one.eventCount() > 0) {
                points.add(new Point(Instant.ofEpochSecond(end), value(rule, one)));
            }
        }
        return points;
    }

    private static long bucketOf(long millis) {
        return millis / 1000 / Bucket.SECONDS * Bucket.SECONDS;
    }
}
