package io.stacklens.analytics.windows;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts at most so many routes of a service by name, the others together. A service's deltas all
 * come here, so the limit holds for the service as a whole. Below the limit the order of arrival
 * does not matter; above it the first ones keep their names until they have been quiet for a day,
 * and the sum of all routes stays what it is in any order.
 */
final class RouteLimit {

    static final String OTHER = "other";

    private static final long FORGOTTEN_AFTER = Duration.ofDays(1).toMillis();
    private static final long NOTED_EVERY = Duration.ofHours(1).toMillis();

    private final int maxRoutes;
    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<String, Map<String, Long>> lastSeen = new HashMap<>();

    RouteLimit(int maxRoutes, KeyValueStore<Bytes, byte[]> store) {
        this.maxRoutes = maxRoutes;
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                ByteReader key = new ByteReader(entry.key.get());
                routesOf(key.readText())
                        .put(key.readText(), ByteBuffer.wrap(entry.value).getLong());
            }
        }
    }

    /** The name that a route is counted under: its own, or that of all the others. */
    String nameFor(String service, String route, long now) {
        if (route.equals(OTHER)) {
            return OTHER;
        }
        Map<String, Long> routes = routesOf(service);
        Long seen = routes.get(route);
        if (seen == null && routes.size() >= maxRoutes && !forgetOne(service, routes, now)) {
            return OTHER;
        }
        if (seen == null || now - seen > NOTED_EVERY) {
            routes.put(route, now);
            store.put(key(service, route), ByteBuffer.allocate(Long.BYTES).putLong(now).array());
        }
        return route;
    }

    private boolean forgetOne(String service, Map<String, Long> routes, long now) {
        Optional<Map.Entry<String, Long>> oldest =
                routes.entrySet().stream().min(Comparator.comparingLong(Map.Entry::getValue));
        if (oldest.isEmpty() || now - oldest.get().getValue() < FORGOTTEN_AFTER) {
            return false;
        }
        String route = oldest.get().getKey();
        routes.remove(route);
        store.delete(key(service, route));
        return true;
    }

    private Map<String, Long> routesOf(String service) {
        return lastSeen.computeIfAbsent(service, _ -> new HashMap<>());
    }

    private static Bytes key(String service, String route) {
        ByteWriter out = new ByteWriter(64);
        out.writeText(service);
        out.writeText(route);
        return Bytes.wrap(out.toByteArray());
    }
}
