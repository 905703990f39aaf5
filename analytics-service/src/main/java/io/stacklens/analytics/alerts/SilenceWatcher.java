package io.stacklens.analytics.alerts;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Looks at how long services, or their hosts, have been silent. Silence counts from the start of
 * this service at the earliest, and proves nothing while the chain before us is behind. A source
 * that is forgotten is not missed any more.
 */
final class SilenceWatcher implements Watcher {

    private static final long QUERIED_SECONDS = 600;

    private final Sources sources;
    private final BooleanSupplier behind;
    private final long startedAt;

    SilenceWatcher(Sources sources, BooleanSupplier behind, long startedAt) {
        this.sources = sources;
        this.behind = behind;
        this.startedAt = startedAt;
    }

    @Override
    public Collection<Series> series(Rule rule, long now) {
        return sources.services().stream()
                .filter(rule::appliesTo)
                .flatMap(service -> series(rule, service).stream())
                .toList();
    }

    private List<Series> series(Rule rule, String service) {
        if (!watch(rule).eachHost()) {
            return List.of(new Series(service, null));
        }
        return sources.hostsOf(service).stream().map(host -> Series.ofHost(service, host)).toList();
    }

    @Override
    public Finding look(Rule rule, Series series, boolean hasEpisode, long now) {
        if (behind.getAsBoolean()) {
            return Finding.of(Trigger.UNKNOWN);
        }
        Series.Part part = series.part();
        Source source = sources.of(series.service(), part == null ? "" : part.value());
        Duration allowed = allowed(rule, source);
        if (source == null || allowed == null) {
            return Finding.of(Trigger.CLEAR);
        }
        long silentSince = Math.max(source.lastSeen(), startedAt);
        double silence = (now - silentSince) / 1000.0;
        boolean isSilent = now - silentSince >= allowed.toMillis();
        return new Finding(
                isSilent ? Trigger.BREACH : Trigger.CLEAR,
                silence,
                allowed.toMillis() / 1000.0,
                () -> evidence(series, source));
    }

    private static @Nullable Duration allowed(Rule rule, @Nullable Source source) {
        Duration after = watch(rule).after();
        return after != null || source == null ? after : source.expectedWithin();
    }

    /** The last that came. */
    private static Evidence evidence(Series series, Source source) {
        long last = source.lastSeen() / 1000;
        return Evidence.of(
                List.of(),
                List.of(),
                LogQueries.scope(series),
                last - QUERIED_SECONDS,
                last + 1,
                List.of());
    }

    private static Watch.OfSilence watch(Rule rule) {
        return (Watch.OfSilence) rule.watch();
    }
}
