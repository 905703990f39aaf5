package io.stacklens.analytics.windows;

import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowSize;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The windows that deltas are merged into. Those that change are live objects; the others are bytes
 * in the store until they leave it, once they have been quiet for long and their row is up to date;
 * and any window that is in neither is read back from its row. Not thread-safe: a task has one
 * thread.
 */
final class OpenWindows {

    /** A window closes when it has ended, and when nothing has changed, for this long. */
    private static final long SETTLED_MILLIS = 5_000;

    private final WindowsProperties settings;
    private final KeyValueStore<Bytes, byte[]> store;
    private final WindowRows rows;
    private final RouteLimit routes;
    private final Map<WindowKey, OpenWindow> live = new HashMap<>();

    OpenWindows(
            WindowsProperties settings,
            KeyValueStore<Bytes, byte[]> store,
            WindowRows rows,
            RouteLimit routes) {
        this.settings = settings;
        this.store = store;
        this.rows = rows;
        this.routes = routes;
        forEachStored(
                (key, bytes) -> {
                    if (!OpenWindow.Header.read(bytes).closed()) {
                        live.put(WindowKey.of(key), OpenWindow.decode(bytes));
                    }
                });
    }

    void merge(WindowDelta delta, long now) {
        Map<WindowKey, List<WindowAggregate>> gains = gains(delta, now);
        load(gains.keySet());
        gains.forEach(
                (key, more) -> {
                    OpenWindow window =
                            live.computeIfAbsent(
                                    key, _ -> OpenWindow.of(new WindowAggregate(), 0, false));
                    more.forEach(counted -> window.merge(counted, now));
                });
    }

    /** When {@link #publishChanges} has something to do: in the past, or later, or never. */
    long workAt() {
        return live.entrySet().stream()
                .mapToLong(entry -> workAt(entry.getKey(), entry.getValue()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Closes what has settled, writes what has changed to the store, and hands it out. */
    void publishChanges(long now, BiConsumer<WindowKey, OpenWindow> publisher) {
        Iterator<Map.Entry<WindowKey, OpenWindow>> entries = live.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<WindowKey, OpenWindow> entry = entries.next();
            OpenWindow window = entry.getValue();
            if (isSettled(entry.getKey(), window, now)) {
                window.close();
            }
            if (window.isDirty()) {
                publisher.accept(entry.getKey(), window);
                store.put(entry.getKey().toBytes(), window.encode());
            } else if (isDone(window, now)) {
                entries.remove();
            }
        }
    }

    /**
     * Lets windows go that have been quiet for long, or the ones quiet for longest when there are
     * too many; only those whose row has their revision.
     */
    void evict(long now) {
        List<Candidate> candidates = new ArrayList<>();
        forEachStored(
                (bytes, value) -> {
                    WindowKey key = WindowKey.of(bytes);
                    if (!live.containsKey(key)) {
                        candidates.add(new Candidate(key, OpenWindow.Header.read(value)));
                    }
                });
        candidates.sort(Comparator.comparingLong(c -> c.header().changedAt()));
        long tooMany = store.approximateNumEntries() - settings.maxWindows();
        long idleSince = now - settings.idle().toMillis();
        List<Candidate> leaving = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (leaving.size() < tooMany || candidate.header().changedAt() < idleSince) {
                leaving.add(candidate);
            }
        }
        if (!leaving.isEmpty()) {
            remove(leaving);
        }
    }

    private void remove(List<Candidate> leaving) {
        Map<WindowKey, Long> stored = rows.revisions(leaving.stream().map(Candidate::key).toList());
        for (Candidate candidate : leaving) {
            if (stored.getOrDefault(candidate.key(), 0L) >= candidate.header().revision()) {
                store.delete(candidate.key().toBytes());
            }
        }
    }

    private Map<WindowKey, List<WindowAggregate>> gains(WindowDelta delta, long now) {
        Map<WindowKey, List<WindowAggregate>> gains = new LinkedHashMap<>();
        for (SeriesDelta series : delta.series()) {
            String route = series.route();
            String name = route == null ? null : routes.nameFor(delta.service(), route, now);
            for (WindowSize size : WindowSize.values()) {
                WindowKey key =
                        new WindowKey(
                                delta.service(), name, size, size.startOf(series.bucketStart()));
                gains.computeIfAbsent(key, _ -> new ArrayList<>()).add(series.counted());
            }
        }
        return gains;
    }

    private void load(Iterable<WindowKey> keys) {
        List<WindowKey> unknown = new ArrayList<>();
        for (WindowKey key : keys) {
            if (live.containsKey(key)) {
                continue;
            }
            byte[] stored = store.get(key.toBytes());
            if (stored != null) {
                live.put(key, OpenWindow.decode(stored));
            } else {
                unknown.add(key);
            }
        }
        if (!unknown.isEmpty()) {
            live.putAll(rows.find(unknown));
        }
    }

    private static long workAt(WindowKey key, OpenWindow window) {
        if (window.isDirty()) {
            return Long.MIN_VALUE;
        }
        long quietSince =
                window.isClosed()
                        ? window.changedAt()
                        : Math.max(window.changedAt(), key.endMillis());
        return quietSince + SETTLED_MILLIS;
    }

    private static boolean isSettled(WindowKey key, OpenWindow window, long now) {
        return !window.isClosed()
                && now - key.endMillis() >= SETTLED_MILLIS
                && window.isQuiet(now, SETTLED_MILLIS);
    }

    /** Closed and stored: it need not be kept alive. */
    private static boolean isDone(OpenWindow window, long now) {
        return !window.isDirty() && window.isClosed() && window.isQuiet(now, SETTLED_MILLIS);
    }

    private void forEachStored(BiConsumer<Bytes, byte[]> action) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                action.accept(entry.key, entry.value);
            }
        }
    }

    private record Candidate(WindowKey key, OpenWindow.Header header) {}
}
