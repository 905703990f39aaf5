package io.stacklens.anomaly.series;

import io.stacklens.anomaly.forest.Detector;
import io.stacklens.anomaly.forest.ForestSettings;
import io.stacklens.anomaly.forest.IsolationForest;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.WindowMetrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What was learned from a series' history: the baseline, and a detector of deviations from it. */
public final class SeriesModel {

    /** Reasons that add less are noise. */
    private static final double SMALLEST_CONTRIBUTION = 0.05;

    private final Baseline baseline;
    private final Detector detector;

    SeriesModel(Baseline baseline, Detector detector) {
        this.baseline = baseline;
        this.detector = detector;
    }

    public static SeriesModel train(List<WindowMetrics> history, ForestSettings settings) {
        Baseline baseline = Baseline.of(history);
        List<double[]> deviations = history.stream().map(baseline::deviations).toList();
        return new SeriesModel(baseline, IsolationForest.train(deviations, settings));
    }

    public Verdict judge(WindowMetrics window) {
        double[] deviations = baseline.deviations(window);
        double farthest = Arrays.stream(deviations).map(Math::abs).max().orElse(0);
        return new Verdict(detector.score(deviations), farthest, baseline.expectedEvents());
    }

    /**
     * The features that drove the window's score, the strongest first: what the score loses when
     * the feature alone is put back to its usual value, as shares of all such losses.
     */
    public List<Anomaly.Reason> reasons(WindowMetrics window) {
        double[] deviations = baseline.deviations(window);
        double score = detector.score(deviations);
        double[] losses = new double[deviations.length];
        for (int i = 0; i < losses.length; i++) {
            double[] restored = deviations.clone();
            restored[i] = 0;
            losses[i] = Math.max(0, score - detector.score(restored));
        }
        double total = Arrays.stream(losses).sum();
        return IntStream.range(0, losses.length)
                .filter(i -> losses[i] > 0 && losses[i] / total >= SMALLEST_CONTRIBUTION)
                .mapToObj(i -> reason(baseline.usuals().get(i), window, losses[i] / total))
                .sorted(Comparator.comparingDouble(Anomaly.Reason::contribution).reversed())
                .toList();
    }

    private static Anomaly.Reason reason(Usual usual, WindowMetrics window, double contribution) {
        double value = usual.feature().value(window);
        return new Anomaly.Reason(
                usual.feature().label(),
                Double.isNaN(value) ? usual.expected() : value,
                usual.expected(),
                contribution);
    }

    public String detectorName() {
        return detector.name();
    }

    /** Names of the features that it looks at. */
    public List<String> features() {
        return baseline.usuals().stream().map(usual -> usual.feature().label()).toList();
    }

    Baseline baseline() {
        return baseline;
    }

    Detector detector() {
        return detector;
    }
}
