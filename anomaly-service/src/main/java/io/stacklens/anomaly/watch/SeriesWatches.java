package io.stacklens.anomaly.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.anomaly.models.ModelStore;
import io.stacklens.anomaly.series.SeriesKey;

import org.springframework.stereotype.Component;

import java.util.Collection;

/**
 * The watches of the series that had windows lately. A series that is put out of memory is read
 * again from the tables when its next window comes.
 */
@Component
class SeriesWatches {

    private final ModelStore models;
    private final WatchProperties settings;
    private final Cache<SeriesKey, SeriesWatch> watches;

    SeriesWatches(ModelStore models, WatchProperties settings, MeterRegistry metrics) {
        this.models = models;
        this.settings = settings;
        this.watches = Caffeine.newBuilder().maximumSize(settings.maxSeries()).build();
        metrics.gauge("stacklens.anomaly.series", this, SeriesWatches::withModel);
        metrics.gauge("stacklens.anomaly.windows.waiting", this, SeriesWatches::waiting);
    }

    SeriesWatch of(SeriesKey series) {
        return watches.get(
                series,
                key ->
                        new SeriesWatch(
                                key, models.newest(key).orElse(null), settings.maxWaiting()));
    }

    Collection<SeriesWatch> all() {
        return watches.asMap().values();
    }

    long withModel() {
        return all().stream().filter(SeriesWatch::hasModel).count();
    }

    long waiting() {
        return all().stream().mapToLong(SeriesWatch::waitingCount).sum();
    }
}
