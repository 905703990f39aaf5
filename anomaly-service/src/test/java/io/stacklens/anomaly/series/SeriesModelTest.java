package io.stacklens.anomaly.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import io.stacklens.anomaly.forest.ForestSettings;
import io.stacklens.anomaly.series.SyntheticSeries.Incident;
import io.stacklens.model.Severity;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class SeriesModelTest {

    private static final ForestSettings FOREST = ForestSettings.withSeed(42);

    private final SyntheticSeries series = new SyntheticSeries("shop", 1, 200, 0.01);

    @Test
    void namesTheFeaturesThatDroveTheScore() {
        SeriesModel model = SeriesModel.train(series.next(120), FOREST);

        WindowMetrics burst = series.next(new Incident(1, 0.5, 1));
        List<Anomaly.Reason> reasons = model.reasons(burst);

        assertThat(reasons)
                .extracting(Anomaly.Reason::feature)
                .contains("error_rate", "error_share");
        Anomaly.Reason rate =
                reasons.stream().filter(r -> r.feature().equals("error_rate")).findFirst().get();
        assertThat(rate.value()).isEqualTo(burst.errorRate());
        assertThat(rate.expected()).isBetween(0.0, 3.0);
        assertThat(reasons)
                .extracting(Anomaly.Reason::contribution)
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(reasons.stream().mapToDouble(Anomaly.Reason::contribution).sum())
                .isBetween(0.7, 1.0 + 1e-9);
    }

    @Test
    void latencyIsNamedForASlowWindow() {
        SeriesModel model = SeriesModel.train(series.next(120), FOREST);

        List<Anomaly.Reason> reasons = model.reasons(series.next(Incident.SLOW));

        assertThat(reasons.getFirst().feature()).startsWith("latency_p");
    }

    @Test
    void findsAnOutlierThatIsPartOfItsOwnTraining() {
        List<WindowMetrics> history = new ArrayList<>(series.next(60));
        WindowMetrics outlier = series.next(new Incident(2, 0.9, 5));
        history.add(outlier);

        SeriesModel model = SeriesModel.train(history, FOREST);

        assertThat(model.judge(outlier).score()).isGreaterThan(0.7);
        assertThat(history)
                .allSatisfy(
                        window ->
                                assertThat(model.judge(window).score())
                                        .isLessThanOrEqualTo(model.judge(outlier).score()));
    }

    @Test
    void aHistoryThatNeverVariesStillKnowsWhatIsUnusual() {
        List<WindowMetrics> history = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            history.add(window(minute, 50, 0));
        }

        SeriesModel model = SeriesModel.train(history, FOREST);

        Verdict usual = model.judge(window(60, 50, 0));
        assertThat(usual.deviation()).isZero();
        assertThat(usual.score()).isLessThanOrEqualTo(0.51);
        assertThat(model.judge(window(61, 52, 0)).deviation()).isLessThan(1);
        Verdict outage = model.judge(window(62, 50, 40));
        assertThat(outage.deviation()).isGreaterThan(4);
        assertThat(outage.score()).isGreaterThan(0.7);
    }

    @Test
    void leavesOutFeaturesThatTheSeriesDoesNotHave() {
        List<WindowMetrics> history = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            history.add(window(minute, 50 + minute % 5, 0));
        }

        SeriesModel model = SeriesModel.train(history, FOREST);

        assertThat(model.features())
                .containsExactly(
                        "event_count",
                        "error_rate",
                        "request_share",
                        "debug_share",
                        "warn_share",
                        "error_share");
    }

    @Test
    void aWindowWithoutLatenciesIsNoSlowWindow() {
        SeriesModel model = SeriesModel.train(series.next(120), FOREST);

        assertThat(model.judge(window(200, 200, 2)).score()).isBetween(0.0, 1.0);
        assertThat(model.reasons(window(200, 200, 2)))
                .extracting(Anomaly.Reason::feature)
                .doesNotContain("latency_p50", "latency_p99");
    }

    @Test
    void knowsHowManyEventsAreUsual() {
        SeriesModel model = SeriesModel.train(series.next(60), FOREST);

        assertThat(model.judge(series.next(Incident.NONE)).expectedEvents())
                .isCloseTo(200, within(60.0));
    }

    @Test
    void judgesTheSameAfterItWasSavedAndRead() throws IOException {
        SeriesModel model = SeriesModel.train(series.next(300), FOREST);

        byte[] bytes = ModelCodec.encode(model);
        SeriesModel read = ModelCodec.decode(bytes);

        for (Incident incident : List.of(Incident.NONE, Incident.ERRORS, Incident.FLOOD)) {
            WindowMetrics window = series.next(incident);
            assertThat(read.judge(window)).isEqualTo(model.judge(window));
            assertThat(read.reasons(window)).isEqualTo(model.reasons(window));
        }
        assertThat(bytes).hasSizeLessThan(300_000);
    }

    @Test
    void refusesBytesThatAreDamagedOrCutShort() {
        byte[] bytes = ModelCodec.encode(SeriesModel.train(series.next(60), FOREST));

        assertThatIOException()
                .isThrownBy(() -> ModelCodec.decode(Arrays.copyOf(bytes, bytes.length / 2)));
        assertThatIOException().isThrownBy(() -> ModelCodec.decode(new byte[] {1, 2, 3}));
    }

    private static WindowMetrics window(int minute, long events, long errors) {
        Instant start = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(60L * minute);
        return new WindowMetrics(
                "shop",
                null,
                WindowSize.ONE_MINUTE,
                start,
                start.plusSeconds(60),
                events,
                errors,
                100.0 * errors / events,
                0,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                events * 100,
                0,
                Map.of(Severity.INFO, events - errors, Severity.ERROR, errors),
                1,
                true);
    }
}
