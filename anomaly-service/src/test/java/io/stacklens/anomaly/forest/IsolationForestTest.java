package io.stacklens.anomaly.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

class IsolationForestTest extends DetectorContract {

    @Override
    Detector train(List<double[]> observations, long seed) {
        return IsolationForest.train(observations, ForestSettings.withSeed(seed));
    }

    @Override
    Detector read(DataInput in) throws IOException {
        return IsolationForest.readFrom(in);
    }

    @Test
    void averagePathIsThatOfThePaper() {
        assertThat(PathLength.average(1)).isZero();
        assertThat(PathLength.average(2)).isEqualTo(1);
        assertThat(PathLength.average(256)).isBetween(10.24, 10.25);
    }

    @Test
    void anotherSeedGrowsAnotherForest() {
        List<double[]> history = cloud(500, 3, SEED);
        double[] point = {1, 1, 1};

        assertThat(train(history, 1).score(point)).isNotEqualTo(train(history, 2).score(point));
    }

    @Test
    void twoObservationsAreEnoughToGrowFrom() {
        Detector detector = train(List.of(new double[] {0}, new double[] {1}), 42);

        assertThat(detector.score(new double[] {0.5})).isBetween(0.0, 1.0);
    }

    @Test
    void namesWhatIsWrongWithAnObservation() {
        Detector detector = train(cloud(10, 2, SEED), 42);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.score(new double[] {1}))
                .withMessage("observation of 1 components (expected: 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.score(new double[] {1, Double.NaN}))
                .withMessage("component 1 is NaN (expected: a number)");
    }

    @Test
    void refusesAFormItDoesNotKnow() {
        DataInput later = new DataInputStream(new ByteArrayInputStream(new byte[] {9, 1}));

        assertThatIOException()
                .isThrownBy(() -> IsolationForest.readFrom(later))
                .withMessage("forest of form 9 (expected: 1)");
    }

    @Test
    void settingsNameTheValueFoundAndExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForestSettings(0, 256, 2, 1))
                .withMessage("trees: 0 (expected: 1 to 10000)");
    }
}
