package io.stacklens.anomaly.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.anomaly.forest.ForestSettings;
import io.stacklens.anomaly.models.TrainedModel;
import io.stacklens.anomaly.models.TrainingProperties;
import io.stacklens.anomaly.series.SeriesKey;
import io.stacklens.anomaly.series.SeriesModel;
import io.stacklens.anomaly.series.SyntheticSeries;
import io.stacklens.model.window.WindowMetrics;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class SeriesWatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TrainingProperties SETTINGS =
            new TrainingProperties(
                    10,
                    Duration.ofDays(7),
                    5,
                    Duration.ofMinutes(30),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    10,
                    64,
                    42,
                    3);

    private final SyntheticSeries series = new SyntheticSeries("shop", 1, 50, 0);
    private final SeriesWatch watch = new SeriesWatch(new SeriesKey("shop", ""), null, 100);

    @Test
    void aNewSeriesIsDueWhenItsWindowsHaveStoppedComing() {
        arrive(series.next(3), NOON);

        assertThat(watch.isDue(NOON.plusSeconds(1), SETTINGS)).isFalse();
        assertThat(watch.isDue(NOON.plusSeconds(2), SETTINGS)).isTrue();
    }

    @Test
    void aNewSeriesIsDueAfterAWhileAlsoIfTheyKeepComing() {
        for (int second = 0; second < 10; second++) {
            arrive(series.next(1), NOON.plusSeconds(second));
            assertThat(watch.isDue(NOON.plusSeconds(second), SETTINGS)).isFalse();
        }

        assertThat(watch.isDue(NOON.plusSeconds(10), SETTINGS)).isTrue();
    }

    @Test
    void withTooLittleToTrainFromItWaitsForTheNextWindow() {
        arrive(series.next(3), NOON);

        watch.notEnough(watch.snapshot());

        assertThat(watch.isDue(NOON.plusSeconds(60), SETTINGS)).isFalse();
        arrive(series.next(1), NOON.plusSeconds(60));
        assertThat(watch.isDue(NOON.plusSeconds(62), SETTINGS)).isTrue();
        assertThat(watch.snapshot().waiting()).hasSize(4);
    }

    @Test
    void aWindowThatCameDuringTrainingIsJudgedBeforeTheModelIsInUse() {
        List<WindowMetrics> history = series.next(20);
        arrive(history, NOON);
        SeriesWatch.Snapshot snapshot = watch.snapshot();
        TrainedModel trained = train(history);
        List<WindowMetrics> during = series.next(2);
        arrive(during, NOON.plusSeconds(3));
        Map<Instant, Long> judged = judged(history);

        assertThat(watch.adopt(trained, snapshot, judged)).isEqualTo(during);
        assertThat(watch.hasModel()).isFalse();

        judged.putAll(judged(during));
        assertThat(watch.adopt(trained, snapshot, judged)).isEmpty();
        assertThat(watch.hasModel()).isTrue();
        assertThat(watch.waitingCount()).isZero();
    }

    @Test
    void aLaterRevisionOfAWaitingWindowTakesItsPlace() {
        WindowMetrics window = series.next(1).getFirst();
        WindowMetrics later = withRevision(window, 7);

        arrive(List.of(later, window), NOON);

        assertThat(watch.snapshot().waiting()).containsExactly(later);
    }

    @Test
    void aModelIsReplacedAfterSoManyWindowsOrSoMuchTime() {
        List<WindowMetrics> history = series.next(20);
        watch.adopt(train(history), watch.snapshot(), Map.of());
        assertThat(watch.isDue(NOON.plus(Duration.ofHours(5)), SETTINGS)).isFalse();

        arrive(series.next(1), NOON.plusSeconds(60));
        assertThat(watch.isDue(NOON.plusSeconds(60), SETTINGS)).isFalse();
        assertThat(watch.isDue(NOON.plus(Duration.ofMinutes(30)), SETTINGS)).isTrue();

        arrive(series.next(4), NOON.plusSeconds(120));
        assertThat(watch.isDue(NOON.plusSeconds(120), SETTINGS)).isTrue();
    }

    @Test
    void noMoreWindowsWaitThanAllowed() {
        arrive(series.next(130), NOON);

        assertThat(watch.waitingCount()).isEqualTo(100);
    }

    private void arrive(List<WindowMetrics> windows, Instant now) {
        windows.forEach(window -> watch.modelFor(window, now));
    }

    private static TrainedModel train(List<WindowMetrics> history) {
        return new TrainedModel(SeriesModel.train(history, ForestSettings.withSeed(1)), 1, NOON);
    }

    private static Map<Instant, Long> judged(List<WindowMetrics> windows) {
        Map<Instant, Long> judged = new HashMap<>();
        windows.forEach(window -> judged.put(window.windowStart(), window.revision()));
        return judged;
    }

    private static WindowMetrics withRevision(WindowMetrics w, long revision) {
        return new WindowMetrics(
                w.service(),
                w.route(),
                w.window(),
                w.windowStart(),
                w.windowEnd(),
                w.eventCount(),
                w.errorCount(),
                w.errorRate(),
                w.totalRequests(),
                w.latencyAvg(),
                w.latencyP50(),
                w.latencyP95(),
                w.latencyP99(),
                w.latencyMax(),
                w.latencyCount(),
                w.latencySumNanos(),
                w.bytes(),
                w.uniqueUsers(),
                w.severityCounts(),
                revision,
                true);
    }
}
