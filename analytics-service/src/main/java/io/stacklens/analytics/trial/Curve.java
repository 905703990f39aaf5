package io.stacklens.analytics.trial;

import io.stacklens.analytics.trial.BackTestResult.Point;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One series in a back-test: its values, thinned out when they become too many, and the times it
 * would have fired. Of several values that are thinned to one the most telling stays.
 */
final class Curve {

    private static final int MOST_POINTS = 720;

    private final boolean tooLittle;
    private final List<Point> points = new ArrayList<>();
    private final List<Span> ended = new ArrayList<>();

    private int stepsAPoint = 1;
    private int stepsInLast;
    private @Nullable Instant lastStep;
    private @Nullable Instant pendingSince;
    private @Nullable Span open;
    private double nearness = Double.NEGATIVE_INFINITY;

    /**
     * One time that it would have fired.
     *
     * @param resolvedAt null while it fires
     */
    record Span(
            @Nullable Instant pendingSince,
            Instant startedAt,
            @Nullable Instant resolvedAt,
            @Nullable Double peak) {}

    /** Whether a low value is the telling one. */
    Curve(boolean tooLittle) {
        this.tooLittle = tooLittle;
    }

    boolean hasPoints() {
        return !points.isEmpty();
    }

    List<Point> points() {
        return List.copyOf(points);
    }

    /** Greater for values nearer to the threshold or farther beyond it. */
    double nearness() {
        return nearness;
    }

    /** Takes what was looked at; of several looks at the end of one step the last counts. */
    void add(Instant step, @Nullable Double value, String state) {
        Point point = new Point(step, value, state);
        if (step.equals(lastStep) && stepsInLast == 1) {
            points.set(points.size() - 1, point);
        } else if (step.equals(lastStep)) {
            points.set(points.size() - 1, moreTelling(points.getLast(), point));
        } else if (!points.isEmpty() && stepsInLast < stepsAPoint) {
            points.set(points.size() - 1, moreTelling(points.getLast(), point));
            stepsInLast++;
        } else {
            thinOut();
            points.add(point);
            stepsInLast = 1;
        }
        lastStep = step;
        if (value != null) {
            nearness = Math.max(nearness, telling(value));
            notePeak(value);
        }
    }

    void pending(Instant at) {
        pendingSince = at;
    }

    void firing(Instant at) {
        if (open == null) {
            open = new Span(pendingSince, at, null, null);
        }
        pendingSince = null;
    }

    void resolved(Instant at) {
        if (open != null) {
            ended.add(new Span(open.pendingSince(), open.startedAt(), at, open.peak()));
        }
        open = null;
        pendingSince = null;
    }

    /** The spans that reach into a time. */
    List<Span> episodes(Instant from, Instant to) {
        List<Span> all = new ArrayList<>(ended);
        if (open != null) {
            all.add(open);
        }
        return all.stream()
                .filter(span -> !span.startedAt().isAfter(to))
                .filter(span -> span.resolvedAt() == null || span.resolvedAt().isAfter(from))
                .toList();
    }

    private void notePeak(double value) {
        if (open != null && (open.peak() == null || telling(value) > telling(open.peak()))) {
            open = new Span(open.pendingSince(), open.startedAt(), null, value);
        }
    }

    private double telling(double value) {
        return tooLittle ? -value : value;
    }

    private void thinOut() {
        if (points.size() < MOST_POINTS) {
            return;
        }
        List<Point> half = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
            half.add(
                    i + 1 < points.size()
                            ? moreTelling(points.get(i), points.get(i + 1))
                            : points.get(i));
        }
        points.clear();
        points.addAll(half);
        stepsAPoint *= 2;
    }

    private Point moreTelling(Point one, Point other) {
        int byState = rank(other.state()) - rank(one.state());
        if (byState != 0) {
            return byState > 0 ? other : one;
        }
        if (one.value() == null || other.value() == null) {
            return one.value() == null ? other : one;
        }
        return telling(other.value()) > telling(one.value()) ? other : one;
    }

    private static int rank(String state) {
        return switch (state) {
            case "firing" -> 2;
            case "pending" -> 1;
            default -> 0;
        };
    }
}
