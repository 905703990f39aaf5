package io.stacklens.dashboard.alerts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.stacklens.model.alert.Alert.SampleRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Alerts that have been read lately. Each brings up to twenty lines along, which costs more to read
 * than all else of it, and people look at the same list again and again.
 */
final class ReadAlerts {

    /** In characters of their lines, some bytes more in memory. */
    private static final long MOST = 8_000_000;

    private static final int BESIDE_LINES = 1_000;

    private final Cache<Version, ListedAlert> alerts =
            Caffeine.newBuilder()
                    .maximumWeight(MOST)
                    .weigher((Version _, ListedAlert alert) -> weight(alert))
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    /**
     * One state of an alert.
     *
     * @param updatedAt tells a change by hand too
     */
    record Version(String id, long sequence, Instant changedAt, Instant updatedAt) {}

    /** An alert and the version of it that was read. */
    record Versioned(Version version, ListedAlert alert) {}

    /**
     * The alerts of these versions, in their order.
     *
     * @param read reads those of the given ids, which may be newer by now, or gone
     */
    List<ListedAlert> find(List<Version> versions, Function<List<String>, List<Versioned>> read) {
        Map<String, ListedAlert> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Version version : versions) {
            ListedAlert alert = alerts.getIfPresent(version);
            if (alert == null) {
                missing.add(version.id());
            } else {
                found.put(version.id(), alert);
            }
        }
        if (!missing.isEmpty()) {
            for (Versioned one : read.apply(missing)) {
                alerts.put(one.version(), one.alert());
                found.put(one.version().id(), one.alert());
            }
        }
        return versions.stream()
                .map(Version::id)
                .filter(found::containsKey)
                .map(found::get)
                .toList();
    }

    private static int weight(ListedAlert listed) {
        int weight = BESIDE_LINES;
        for (SampleRecord line : listed.alert().sampleRecords()) {
            weight += line.body().length();
        }
        return weight;
    }
}
