package io.stacklens.analytics.alerts;

import io.stacklens.model.window.TemplateDelta;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which templates services wrote in the last minutes, as evidence for alerts. Kept in memory only:
 * after a restart the first alerts may name none.
 */
final class RecentTemplates {

    private static final long KEPT_SECONDS = 900;
    private static final int MAX_A_MINUTE = 500;
    private static final int NAMED = 3;

    private final Map<String, NavigableMap<Long, Map<String, Tally>>> services = new HashMap<>();

    void add(String service, List<TemplateDelta> deltas, long now) {
        long oldest = now / 1000 - KEPT_SECONDS;
        for (TemplateDelta delta : deltas) {
            if (delta.minuteStart() < oldest) {
                continue;
            }
            Map<String, Tally> minute =
                    services.computeIfAbsent(service, _ -> new TreeMap<>())
                            .computeIfAbsent(delta.minuteStart(), _ -> new HashMap<>());
            if (minute.size() < MAX_A_MINUTE || minute.containsKey(delta.templateId())) {
                minute.computeIfAbsent(delta.templateId(), _ -> new Tally(delta.template()))
                        .add(delta);
            }
        }
    }

    /**
     * The texts of the most frequent templates of a service in a span of seconds.
     *
     * @param to exclusive
     * @param byErrors counts errors only
     */
    List<String> top(String service, long from, long to, boolean byErrors) {
        Map<String, Tally> sums = new HashMap<>();
        services.getOrDefault(service, new TreeMap<>())
                .subMap(from - Math.floorMod(from, 60), true, to, false)
                .values()
                .forEach(
                        minute ->
                                minute.forEach(
                                        (id, tally) ->
                                                sums.computeIfAbsent(
                                                                id, _ -> new Tally(tally.template))
                                                        .add(tally)));
        return sums.values().stream()
                .filter(tally -> tally.weight(byErrors) > 0 && !tally.template.isEmpty())
                .sorted(
                        Comparator.<Tally>comparingLong(tally -> tally.weight(byErrors))
                                .reversed()
                                .thenComparing(tally -> tally.template))
                .limit(NAMED)
                .map(tally -> tally.template)
                .toList();
    }

    void forgetOld(long now) {
        long oldest = now / 1000 - KEPT_SECONDS;
        services.values().forEach(minutes -> minutes.headMap(oldest).clear());
        services.values().removeIf(Map::isEmpty);
    }

    /** How often one template came. */
    private static final class Tally {
        final String template;
        long count;
        long errorCount;

        Tally(String template) {
            this.template = template;
        }

        void add(TemplateDelta delta) {
            count += delta.count();
            errorCount += delta.errorCount();
        }

        void add(Tally other) {
            count += other.count;
            errorCount += other.errorCount;
        }

        long weight(boolean byErrors) {
            return byErrors ? errorCount : count;
        }
    }
}
