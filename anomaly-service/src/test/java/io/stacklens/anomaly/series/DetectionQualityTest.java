package io.stacklens.anomaly.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.anomaly.forest.ForestSettings;
import io.stacklens.anomaly.series.SyntheticSeries.Incident;
import io.stacklens.model.window.WindowMetrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/**
 * How many of the planted incidents are found, and how many usual windows are reported, over two
 * days of a series that swings by a factor of three between day and night. As in the service, the
 * first model knows one hour, and each hour brings a new one.
 */
class DetectionQualityTest {

    private static final long SEED = 4711;
    private static final int HOURS = 36;

    /** The defaults of the settings. */
    private static final double MIN_SCORE = 0.6;

    private static final double MIN_DEVIATION = 4;

    @ParameterizedTest(name = "{0} events a minute, {1} of them errors")
    @CsvSource({
        // events, errors, least share found of: errors, slowness, drought
        "  20,   0.02, 0.5,  0.5,  0.3",
        " 100,   0,    0.95, 0.95, 0.9",
        " 100,   0.02, 0.95, 0.95, 0.85",
        "1000,   0.01, 0.95, 0.95, 0.95"
    })
    void findsIncidentsAndLeavesUsualWindowsAlone(
            double volume, double errorShare, double errors, double slowness, double drought) {
        SyntheticSeries series = new SyntheticSeries("shop", SEED, volume, errorShare);
        List<WindowMetrics> history = new ArrayList<>(series.next(60));
        Tally usual = new Tally();
        Tally errorBursts = new Tally();
        Tally slow = new Tally();
        Tally droughts = new Tally();

        for (int hour = 0; hour < HOURS; hour++) {
            SeriesModel model = SeriesModel.train(history, ForestSettings.withSeed(SEED));
            List<WindowMetrics> next = series.next(60);
            next.forEach(window -> usual.add(model, window));
            errorBursts.add(model, series.next(Incident.ERRORS));
            slow.add(model, series.next(Incident.SLOW));
            droughts.add(model, series.next(Incident.DROUGHT));
            history.addAll(next);
        }

        assertThat(usual.share()).as("false alarms, seed %d", SEED).isLessThanOrEqualTo(1 / 500.0);
        assertThat(errorBursts.share()).as("error bursts found").isGreaterThanOrEqualTo(errors);
        assertThat(slow.share()).as("slow windows found").isGreaterThanOrEqualTo(slowness);
        assertThat(droughts.share()).as("droughts found").isGreaterThanOrEqualTo(drought);
    }

    private static final class Tally {
        private int windows;
        private int reported;

        void add(SeriesModel model, WindowMetrics window) {
            Verdict verdict = model.judge(window);
            windows++;
            if (verdict.score() >= MIN_SCORE && verdict.deviation() >= MIN_DEVIATION) {
                reported++;
            }
        }

        double share() {
            return (double) reported / windows;
        }
    }
}
