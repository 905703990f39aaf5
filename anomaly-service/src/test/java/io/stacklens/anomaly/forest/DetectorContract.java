package io.stacklens.anomaly.forest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What every detector keeps. */
abstract class DetectorContract {

    static final long SEED = 20_260_801;

    abstract Detector train(List<double[]> observations, long seed);

    abstract Detector read(DataInput in) throws IOException;

    @Test
    void givesTheSameScoresForTheSameSeed() {
        List<double[]> history = cloud(500, 5, SEED);

        Detector first = train(history, 42);
        Detector second = train(history, 42);

        assertThat(scores(first, cloud(50, 5, SEED + 1)))
                .containsExactly(scores(second, cloud(50, 5, SEED + 1)));
    }

    @Test
    void keepsItsScoresWhenSavedAndRead() throws IOException {
        Detector detector = train(cloud(500, 5, SEED), 42);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        detector.writeTo(new DataOutputStream(bytes));
        Detector read = read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read.dimensions()).isEqualTo(5);
        assertThat(scores(read, cloud(50, 5, SEED + 1)))
                .containsExactly(scores(detector, cloud(50, 5, SEED + 1)));
    }

    @Test
    void scoreGrowsWithDistanceFromTheHistory() {
        Detector detector = train(cloud(500, 5, SEED), 42);
        double previous = detector.score(new double[5]);

        for (double distance : new double[] {5, 8, 12, 20, 40, 100}) {
            double score = detector.score(new double[] {0, 0, distance, 0, 0});
            assertThat(score).as("at %s", distance).isGreaterThan(previous);
            previous = score;
        }
    }

    @Test
    void scoresLieBetweenZeroAndOne() {
        Detector detector = train(cloud(500, 5, SEED), 42);

        assertThat(detector.score(new double[5])).isBetween(0.0, 0.5);
        double[] far = {1e6, -1e6, 1e6, -1e6, 1e6};
        assertThat(detector.score(far)).isBetween(0.8, 1.0);
    }

    @Test
    void tellsPlantedOutliersFromTheOthers() {
        Detector detector = train(cloud(1_000, 6, SEED), 42);
        List<double[]> outliers = cloud(200, 6, SEED + 1);
        for (int i = 0; i < outliers.size(); i++) {
            outliers.get(i)[i % 6] += 6;
            outliers.get(i)[(i + 1) % 6] -= 6;
        }

        double areaUnderCurve =
                areaUnderCurve(
                        scores(detector, cloud(2_000, 6, SEED + 2)), scores(detector, outliers));

        assertThat(areaUnderCurve).as("seed %d", SEED).isGreaterThan(0.98);
    }

    @Test
    void takesAHistoryThatNeverVaries() {
        List<double[]> constant = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            constant.add(new double[] {3, 3});
        }
        Detector detector = train(constant, 42);

        assertThat(detector.score(new double[] {3, 9}))
                .isGreaterThan(detector.score(new double[] {3, 3}));
    }

    /** Independent, normally distributed components. */
    static List<double[]> cloud(int size, int dimensions, long seed) {
        Random random = new Random(seed);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            points.add(random.doubles(dimensions).map(_ -> random.nextGaussian()).toArray());
        }
        return points;
    }

    private static double[] scores(Detector detector, List<double[]> points) {
        return points.stream().mapToDouble(detector::score).toArray();
    }

    /** Probability that an outlier scores above one of the others. */
    private static double areaUnderCurve(double[] usual, double[] outliers) {
        double above = 0;
        for (double outlier : outliers) {
            for (double other : usual) {
                above += outlier > other ? 1 : outlier == other ? 0.5 : 0;
            }
        }
        return above / usual.length / outliers.length;
    }
}
