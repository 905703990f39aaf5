package io.stacklens.analytics.trial;

import io.stacklens.analytics.alerts.AlertEngine;
import io.stacklens.analytics.trial.BackTestResult.Episode;
import io.stacklens.analytics.trial.BackTestResult.Series;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertRule;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the engine saw and said in a back-test, by series. */
final class Curves {

    private static final int MOST_SERIES = 20;
    private static final int MOST_SERIES_KEPT = 5_000;

    private final boolean tooLittle;
    private final Instant from;
    private final Instant to;
    private final Map<Name, Curve> curves = new HashMap<>();

    private Instant now = Instant.EPOCH;
    private long evaluations;
    private int notKept;

    /** What a series is called. */
    record Name(String service, @Nullable String route) {}

    Curves(AlertRule rule, Instant from, Instant to) {
        this.tooLittle = rule.operator().startsWith("<");
        this.from = from;
        this.to = to;
    }

    /** Says which step the next looks belong to: the one that ends then. */
    void at(Instant end) {
        now = end;
    }

    void looked(AlertEngine.Look look) {
        if (now.isBefore(from) || now.isAfter(to)) {
            return;
        }
        evaluations++;
        Curve curve = curve(look.service(), look.route());
        if (curve != null) {
            curve.add(now, look.value(), state(look.state()));
        }
    }

    void changed(Alert alert) {
        Curve curve = curve(alert.service(), alert.route());
        if (curve == null) {
            return;
        }
        switch (alert.status()) {
            case PENDING -> curve.pending(now);
            case FIRING -> curve.firing(now);
            case ACKNOWLEDGED -> {
                // nobody does that in a back-test
            }
            case RESOLVED -> curve.resolved(now);
        }
    }

    BackTestResult result(int resolutionSeconds, int windowSeconds) {
        List<Series> series =
                curves.entrySet().stream()
                        .filter(entry -> entry.getValue().hasPoints())
                        .sorted(mostTellingFirst())
                        .limit(MOST_SERIES)
                        .map(
                                entry ->
                                        new Series(
                                                entry.getKey().service(),
                                                entry.getKey().route(),
                                                entry.getValue().points(),
                                                episodes(entry)))
                        .toList();
        List<Episode> episodes = new ArrayList<>();
        curves.entrySet().forEach(entry -> episodes.addAll(episodes(entry)));
        episodes.sort(Comparator.comparing(Episode::startedAt).thenComparing(Episode::service));
        long all = curves.values().stream().filter(Curve::hasPoints).count() + notKept;
        return new BackTestResult(
                resolutionSeconds,
                windowSeconds,
                evaluations,
                episodes,
                series.isEmpty() ? List.of() : series.getFirst().points(),
                series,
                Math.toIntExact(all - series.size()));
    }

    private List<Episode> episodes(Map.Entry<Name, Curve> entry) {
        Name name = entry.getKey();
        return entry.getValue().episodes(from, to).stream()
                .map(
                        span ->
                                new Episode(
                                        name.service(),
                                        name.route(),
                                        span.pendingSince(),
                                        span.startedAt(),
                                        span.resolvedAt(),
                                        span.peak()))
                .toList();
    }

    private Comparator<Map.Entry<Name, Curve>> mostTellingFirst() {
        return Comparator.<Map.Entry<Name, Curve>>comparingInt(
                        entry -> -entry.getValue().episodes(from, to).size())
                .thenComparingDouble(entry -> -entry.getValue().nearness())
                .thenComparing(entry -> entry.getKey().service())
                .thenComparing(entry -> String.valueOf(entry.getKey().route()));
    }

    private @Nullable Curve curve(String service, @Nullable String route) {
        Name name = new Name(service, route);
        Curve known = curves.get(name);
        if (known != null) {
            return known;
        }
        if (curves.size() >= MOST_SERIES_KEPT) {
            notKept++;
            return null;
        }
        Curve made = new Curve(tooLittle);
        curves.put(name, made);
        return made;
    }

    private static String state(String state) {
        return switch (state) {
            case "PENDING", "pending" -> "pending";
            case "FIRING", "firing", "ACKNOWLEDGED", "acknowledged" -> "firing";
            default -> "ok";
        };
    }
}
