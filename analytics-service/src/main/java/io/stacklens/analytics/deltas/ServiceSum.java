package io.stacklens.analytics.deltas;

import io.stacklens.analytics.deltas.MatchSum.MatchKey;
import io.stacklens.analytics.deltas.TemplateSum.TemplateKey;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.SourceDelta;
import io.stacklens.model.window.TemplateDelta;
import io.stacklens.model.window.WindowDelta;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that one poll adds for one service. */
final class ServiceSum {

    /** So that a delta of a long back-fill stays well below the largest Kafka record. */
    private static final int MAX_ENTRIES = 500;

    private final String service;
    private final Map<Long, SeriesSum> total = new HashMap<>();
    private final Map<String, Map<Long, SeriesSum>> routes = new HashMap<>();
    private final Map<TemplateKey, TemplateSum> templates = new HashMap<>();
    private final Map<MatchKey, MatchSum> matches = new HashMap<>();
    private final Map<String, Long> hosts = new HashMap<>();

    ServiceSum(String service) {
        this.service = service;
    }

    String service() {
        return service;
    }

    SeriesSum total(long bucketStart) {
        return total.computeIfAbsent(bucketStart, _ -> new SeriesSum());
    }

    SeriesSum route(String route, long bucketStart) {
        return routes.computeIfAbsent(route, _ -> new HashMap<>())
                .computeIfAbsent(bucketStart, _ -> new SeriesSum());
    }

    TemplateSum template(TemplateKey key, @Nullable String template) {
        return templates.computeIfAbsent(
                key, _ -> new TemplateSum(template == null ? "" : template));
    }

    MatchSum matches(long queryKey, long bucketStart) {
        return matches.computeIfAbsent(new MatchKey(queryKey, bucketStart), _ -> new MatchSum());
    }

    /** Counts what came from a host; who sends is only of interest up to some number. */
    void sentBy(String host, long records) {
        if (!host.isEmpty() && (hosts.size() < MAX_ENTRIES || hosts.containsKey(host))) {
            hosts.merge(host, records, Long::sum);
        }
    }

    /** Several deltas when one would be too large; their sum is the same. */
    List<WindowDelta> toDeltas(int maxRoutes) {
        foldRoutes(maxRoutes);
        List<SeriesDelta> series = new ArrayList<>();
        total.forEach((bucket, sum) -> series.add(sum.toDelta(null, bucket)));
        routes.forEach(
                (route, buckets) ->
                        buckets.forEach((bucket, sum) -> series.add(sum.toDelta(route, bucket))));
        List<TemplateDelta> counts = new ArrayList<>();
        templates.forEach((key, sum) -> counts.add(sum.toDelta(key)));
        List<MatchDelta> found = new ArrayList<>();
        matches.forEach((key, sum) -> found.add(sum.toDelta(key)));
        List<SourceDelta> sources = new ArrayList<>();
        hosts.forEach((host, records) -> sources.add(new SourceDelta(host, records)));

        List<WindowDelta> deltas = new ArrayList<>();
        int entries = Math.max(series.size(), Math.max(counts.size(), found.size()));
        for (int from = 0; from < entries; from += MAX_ENTRIES) {
            deltas.add(
                    new WindowDelta(
                            service,
                            part(series, from),
                            part(counts, from),
                            part(found, from),
                            part(sources, from)));
        }
        return deltas;
    }

    /**
     * Routes beyond the limit are counted together: the rarest of this poll, by name where they are
     * equal. The merge holds the same limit over all polls; here it only bounds one delta.
     */
    private void foldRoutes(int maxRoutes) {
        if (routes.size() <= maxRoutes) {
            return;
        }
        List<String> byCount = new ArrayList<>(routes.keySet());
        Map<String, Long> events = new HashMap<>();
        routes.forEach((route, buckets) -> events.put(route, events(buckets)));
        byCount.sort(
                Comparator.<String>comparingLong(events::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        for (String rare : byCount.subList(maxRoutes, byCount.size())) {
            Map<Long, SeriesSum> buckets = routes.remove(rare);
            if (buckets != null) {
                buckets.forEach((bucket, sum) -> route(RouteNames.OTHER, bucket).merge(sum));
            }
        }
    }

    private static long events(Map<Long, SeriesSum> buckets) {
        return buckets.values().stream().mapToLong(sum -> sum.counted().eventCount()).sum();
    }

    private static <T> List<T> part(List<T> all, int from) {
        return all.subList(Math.min(from, all.size()), Math.min(from + MAX_ENTRIES, all.size()));
    }
}
