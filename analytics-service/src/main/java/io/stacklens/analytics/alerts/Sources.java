package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.LearnedKey.What;
import io.stacklens.model.window.SourceDelta;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who sends: each service, and each of its hosts. A host that was quiet for a day is forgotten, a
 * service after a week.
 */
final class Sources {

    private static final Duration HOST_KEPT = Duration.ofDays(1);
    private static final Duration SERVICE_KEPT = Duration.ofDays(7);
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(5);
    private static final int MAX_HOSTS = 1_000;

    private final Memory memory;
    private final Map<String, Map<String, Source>> services = new HashMap<>();

    /** What changed, and when it was last written. */
    private final Map<LearnedKey, Long> unwritten = new HashMap<>();

    Sources(Memory memory) {
        this.memory = memory;
        memory.forEach(
                (bytes, value) -> {
                    LearnedKey key = LearnedKey.of(bytes);
                    if (key.what() == What.SOURCE) {
                        hosts(key.first()).put(key.second(), Source.decode(value));
                    }
                });
    }

    /**
     * Notes that a service has sent.
     *
     * @param learns false when pauses may be ours
     */
    void seen(String service, List<SourceDelta> hosts, long now, boolean learns) {
        seen(service, "", now, learns);
        for (SourceDelta host : hosts) {
            seen(service, host.host(), now, learns);
        }
    }

    private void seen(String service, String host, long now, boolean learns) {
        Map<String, Source> known = hosts(service);
        Source source = known.get(host);
        if (source != null) {
            source.seen(now, learns);
        } else if (known.size() <= MAX_HOSTS) {
            known.put(host, Source.seenFirst(now));
        } else {
            return;
        }
        unwritten.putIfAbsent(new LearnedKey(What.SOURCE, service, host), now);
    }

    Set<String> services() {
        return services.keySet();
    }

    /** The hosts of a service by name. */
    Collection<String> hostsOf(String service) {
        return hosts(service).keySet().stream().filter(host -> !host.isEmpty()).toList();
    }

    /** A service as a whole, or one of its hosts; null if nobody of that name has sent. */
    @Nullable Source of(String service, String host) {
        return services.getOrDefault(service, Map.of()).get(host);
    }

    /** Writes what changed some seconds ago, and forgets who went. */
    void write(long now) {
        Iterator<Map.Entry<LearnedKey, Long>> changes = unwritten.entrySet().iterator();
        while (changes.hasNext()) {
            Map.Entry<LearnedKey, Long> change = changes.next();
            LearnedKey key = change.getKey();
            Source source = of(key.first(), key.second());
            boolean isNew = source != null && source.firstSeen() == source.lastSeen();
            if (source != null && (isNew || now - change.getValue() >= WRITTEN_EVERY.toMillis())) {
                memory.put(key.toBytes(), source.encode());
                changes.remove();
            }
        }
    }

    void forgetOld(long now) {
        services.forEach((service, hosts) -> forgetOld(service, hosts, now));
        services.values().removeIf(Map::isEmpty);
    }

    private void forgetOld(String service, Map<String, Source> hosts, long now) {
        hosts.entrySet()
                .removeIf(
                        entry -> {
                            String host = entry.getKey();
                            Duration kept = host.isEmpty() ? SERVICE_KEPT : HOST_KEPT;
                            boolean old = now - entry.getValue().lastSeen() > kept.toMillis();
                            if (old) {
                                LearnedKey key = new LearnedKey(What.SOURCE, service, host);
                                memory.delete(key.toBytes());
                                unwritten.remove(key);
                            }
                            return old;
                        });
    }

    /** All of them, for people. */
    List<Sighting> sightings() {
        List<Sighting> all = new ArrayList<>();
        services.forEach(
                (service, hosts) ->
                        hosts.forEach(
                                (host, source) -> all.add(Sighting.of(service, host, source))));
        return all;
    }

    private Map<String, Source> hosts(String service) {
        return services.computeIfAbsent(service, _ -> new TreeMap<>());
    }

    /**
     * A source as people see it.
     *
     * @param host empty for the service as a whole
     */
    record Sighting(
            String service,
            String host,
            Instant firstSeen,
            Instant lastSeen,
            Duration longestPause,
            @Nullable Duration expectedWithin) {

        static Sighting of(String service, String host, Source source) {
            return new Sighting(
                    service,
                    host,
                    Instant.ofEpochMilli(source.firstSeen()),
                    Instant.ofEpochMilli(source.lastSeen()),
                    source.longestPause(),
                    source.expectedWithin());
        }
    }
}
