package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.Budgets.Requests;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.Point;
import io.stacklens.model.alert.AlertRule.BurnWindow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Looks at how fast budgets burn: a rate of 1 uses one up in just the objective's time. A pair of
 * windows holds when both burn at its factor or faster: the long one shows that it matters, the
 * short one that it goes on. One pair is enough.
 */
final class BudgetWatcher implements Watcher {

    private final Budgets budgets;
    private final RecentTemplates templates;

    BudgetWatcher(Budgets budgets, RecentTemplates templates) {
        this.budgets = budgets;
        this.templates = templates;
    }

    @Override
    public Collection<Series> series(Rule rule, long now) {
        Slo slo = watch(rule).slo();
        return List.of(new Series(slo.service(), slo.route()));
    }

    @Override
    public Finding look(Rule rule, Series series, boolean hasEpisode, long now) {
        Slo slo = watch(rule).slo();
        List<BurnWindow> windows = watch(rule).windows();
        BurnWindow worst = windows.getFirst();
        double worstShare = -1;
        for (BurnWindow window : windows) {
            double share = burn(rule, slo, window, now) / window.factor();
            if (share > worstShare) {
                worst = window;
                worstShare = share;
            }
        }
        BurnWindow shown = worst;
        return new Finding(
                worstShare >= 1 ? Trigger.BREACH : Trigger.CLEAR,
                worstShare * worst.factor(),
                worst.factor(),
                () -> evidence(rule, series, shown, now));
    }

    /** The rate of the window that burns slower; 0 when too little was asked to tell. */
    private double burn(Rule rule, Slo slo, BurnWindow window, long now) {
        Requests asked = sum(slo, window.longSeconds(), now);
        if (asked.total() < Math.max(1, rule.row().minEvents())) {
            return 0;
        }
        double recent = sum(slo, window.shortSeconds(), now).badShare();
        return Math.min(asked.badShare(), recent) / slo.budget();
    }

    private Requests sum(Slo slo, int seconds, long now) {
        long to = now / 1000 + 1;
        return budgets.sum(slo, to - seconds, to);
    }

    private Evidence evidence(Rule rule, Series series, BurnWindow window, long now) {
        long to = now / 1000 + 1;
        long from = to - window.longSeconds();
        return Evidence.of(
                List.of(),
                templates.top(series.service(), from, to, rule.isAboutErrors()),
                LogQueries.of(rule, series),
                from,
                to,
                history(watch(rule).slo(), window, to));
    }

    private List<Point> history(Slo slo, BurnWindow window, long to) {
        long step = Math.max(60, window.longSeconds() / Alert.MAX_HISTORY);
        List<Point> points = new ArrayList<>();
        for (int i = Alert.MAX_HISTORY; i > 0; i--) {
            long end = to - (i - 1) * step;
            Requests asked = budgets.sum(slo, end - step, end);
            if (asked.total() > 0) {
                points.add(new Point(Instant.ofEpochSecond(end), asked.badShare() / slo.budget()));
            }
        }
        return points;
    }

    private static Watch.OfBudget watch(Rule rule) {
        return (Watch.OfBudget) rule.watch();
    }
}
