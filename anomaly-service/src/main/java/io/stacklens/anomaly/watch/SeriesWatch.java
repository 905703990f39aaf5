package io.stacklens.anomaly.watch;

import io.stacklens.anomaly.models.TrainedModel;
import io.stacklens.anomaly.models.TrainingProperties;
import io.stacklens.anomaly.series.SeriesKey;
import io.stacklens.anomaly.series.SeriesModel;
import io.stacklens.model.window.WindowMetrics;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One series: its model, or the windows that wait for one. Thread-safe. */
final class SeriesWatch {

    private final SeriesKey series;
    private final int maxWaiting;
    private final TreeMap<Instant, WindowMetrics> waiting = new TreeMap<>();

    private @Nullable TrainedModel model;
    private int arrivals;
    private int arrivalsAtLastTraining;
    private Instant firstArrival = Instant.MIN;
    private Instant lastArrival = Instant.MIN;

    SeriesWatch(SeriesKey series, @Nullable TrainedModel model, int maxWaiting) {
        this.series = series;
        this.model = model;
        this.maxWaiting = maxWaiting;
    }

    SeriesKey series() {
        return series;
    }

    /** The model to judge a window by; without one the window waits. */
    synchronized Optional<SeriesModel> modelFor(WindowMetrics window, Instant now) {
        arrived(now);
        if (model != null) {
            return Optional.of(model.model());
        }
        waiting.merge(window.windowStart(), window, SeriesWatch::laterRevision);
        if (waiting.size() > maxWaiting) {
            waiting.pollFirstEntry();
        }
        return Optional.empty();
    }

    /** Makes the series due for training though no window came. */
    synchronized void wake(Instant now) {
        arrived(now);
    }

    synchronized boolean hasModel() {
        return model != null;
    }

    synchronized int waitingCount() {
        return waiting.size();
    }

    /** Whether it is time to train a first model, or to replace one. */
    synchronized boolean isDue(Instant now, TrainingProperties settings) {
        int fresh = arrivals - arrivalsAtLastTraining;
        if (fresh == 0) {
            return false;
        }
        if (model == null) {
            return isPast(lastArrival, settings.quiet(), now)
                    || isPast(firstArrival, settings.patience(), now);
        }
        return fresh >= settings.everyWindows() || isPast(model.trainedAt(), settings.every(), now);
    }

    /** What there is to train from now, besides the stored windows. */
    synchronized Snapshot snapshot() {
        return new Snapshot(List.copyOf(waiting.values()), arrivals);
    }

    /**
     * What a training starts from.
     *
     * @param waiting windows without a verdict, the earliest first
     */
    record Snapshot(List<WindowMetrics> waiting, int arrivals) {}

    /** There was too little to train from: nothing to do before another window comes. */
    synchronized void notEnough(Snapshot tried) {
        trained(tried);
    }

    /**
     * Takes a model into use, unless windows wait that were not judged by it.
     *
     * @param judged revisions of the windows that were, by their start
     * @return those that were not; empty when the model is in use
     */
    synchronized List<WindowMetrics> adopt(
            TrainedModel trained, Snapshot tried, Map<Instant, Long> judged) {
        waiting.values()
                .removeIf(
                        window ->
                                judged.getOrDefault(window.windowStart(), -1L)
                                        >= window.revision());
        if (waiting.isEmpty()) {
            model = trained;
            trained(tried);
        }
        return List.copyOf(waiting.values());
    }

    private void arrived(Instant now) {
        if (arrivals == arrivalsAtLastTraining) {
            firstArrival = now;
        }
        arrivals++;
        lastArrival = now;
    }

    private void trained(Snapshot tried) {
        arrivalsAtLastTraining = tried.arrivals();
        firstArrival = lastArrival;
    }

    private static boolean isPast(Instant from, Duration wait, Instant now) {
        return !now.isBefore(from.plus(wait));
    }

    private static WindowMetrics laterRevision(WindowMetrics one, WindowMetrics other) {
        return other.revision() >= one.revision() ? other : one;
    }
}
