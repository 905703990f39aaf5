package io.stacklens.anomaly.series;

import io.stacklens.model.window.WindowMetrics;

import java.util.List;

/**
 * What a model makes of its own history: how wide apart usual and unusual are.
 *
 * @param median score of the windows it was trained from
 * @param p99 score that one of a hundred of them exceeds
 * @param highest score of all
 */
public record TrainingScores(double median, double p99, double highest) {

    public static TrainingScores of(SeriesModel model, List<WindowMetrics> history) {
        double[] scores =
                history.stream()
                        .mapToDouble(window -> model.judge(window).score())
                        .sorted()
                        .toArray();
        int last = scores.length - 1;
        return new TrainingScores(
                scores[last / 2], scores[(int) Math.round(0.99 * last)], scores[last]);
    }
}
