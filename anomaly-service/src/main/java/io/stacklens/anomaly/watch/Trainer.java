package io.stacklens.anomaly.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stacklens.anomaly.forest.ForestSettings;
import io.stacklens.anomaly.models.ModelStore;
import io.stacklens.anomaly.models.TrainedModel;
import io.stacklens.anomaly.models.TrainingProperties;
import io.stacklens.anomaly.models.WindowHistory;
import io.stacklens.anomaly.report.AnomalyPublisher;
import io.stacklens.anomaly.report.AnomalyRule;
import io.stacklens.anomaly.series.SeriesModel;
import io.stacklens.model.window.WindowMetrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains the model of a series from its stored windows and those that wait. The first model of a
 * series judges that history too: until then, nothing could. It is saved only when its anomalies
 * are published, so that a crash in between repeats both.
 */
@Component
class Trainer {

    private static final Logger log = LoggerFactory.getLogger(Trainer.class);

    private final WindowHistory stored;
    private final ModelStore models;
    private final AnomalyRule rule;
    private final AnomalyPublisher publisher;
    private final TrainingProperties settings;
    private final Clock clock;
    private final Timer timer;

    Trainer(
            WindowHistory stored,
            ModelStore models,
            AnomalyRule rule,
            AnomalyPublisher publisher,
            TrainingProperties settings,
            Clock clock,
            MeterRegistry metrics) {
        this.stored = stored;
        this.models = models;
        this.rule = rule;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
        this.timer = metrics.timer("stacklens.anomaly.training");
    }

    /** Trains a series that has windows enough. */
    void train(SeriesWatch watch) {
        timer.record(() -> trainNow(watch));
    }

    private void trainNow(SeriesWatch watch) {
        SeriesWatch.Snapshot snapshot = watch.snapshot();
        List<WindowMetrics> history = merge(stored.of(watch.series()), snapshot.waiting());
        if (history.size() < settings.minWindows()) {
            watch.notEnough(snapshot);
            return;
        }
        SeriesModel model = SeriesModel.train(history, forest());
        Map<Instant, Long> judged = new HashMap<>();
        if (!watch.hasModel()) {
            judge(history, model, judged);
        }
        TrainedModel trained = models.save(watch.series(), model, history, clock.instant());
        List<WindowMetrics> others = watch.adopt(trained, snapshot, judged);
        while (!others.isEmpty()) {
            judge(others, model, judged);
            others = watch.adopt(trained, snapshot, judged);
        }
        log.atInfo()
                .addKeyValue("service", watch.series().service())
                .addKeyValue("version", trained.version())
                .addKeyValue("windows", history.size())
                .log("model trained");
    }

    private void judge(List<WindowMetrics> windows, SeriesModel model, Map<Instant, Long> judged) {
        publisher.publish(
                windows.stream()
                        .map(window -> rule.anomalyIn(window, model))
                        .flatMap(Optional::stream)
                        .toList());
        windows.forEach(window -> judged.put(window.windowStart(), window.revision()));
    }

    /** Each window once, in its latest revision, in the order of time. */
    private static List<WindowMetrics> merge(
            List<WindowMetrics> stored, List<WindowMetrics> waiting) {
        TreeMap<Instant, WindowMetrics> byStart = new TreeMap<>();
        for (List<WindowMetrics> windows : List.of(stored, waiting)) {
            for (WindowMetrics window : windows) {
                byStart.merge(
                        window.windowStart(),
                        window,
                        (one, other) -> other.revision() > one.revision() ? other : one);
            }
        }
        return new ArrayList<>(byStart.values());
    }

    /** Deviations are in spreads, so a feature that never varied counts as two of them wide. */
    private ForestSettings forest() {
        return new ForestSettings(settings.trees(), settings.sampleSize(), 2, settings.seed());
    }
}
