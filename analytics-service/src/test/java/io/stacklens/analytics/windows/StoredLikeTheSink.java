package io.stacklens.analytics.windows;

import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowMetrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Rows in memory, written as the sink writes the table: whole, and only by a later revision. */
final class StoredLikeTheSink implements WindowRows {

    private final Map<WindowKey, ReceivedWindow> rows = new HashMap<>();
    private int reads;

    void store(ReceivedWindow window) {
        rows.merge(
                key(window.metrics()),
                window,
                (old, more) -> more.metrics().revision() > old.metrics().revision() ? more : old);
    }

    @Override
    public Map<WindowKey, OpenWindow> find(Collection<WindowKey> keys) {
        reads++;
        Map<WindowKey, OpenWindow> found = new HashMap<>();
        for (WindowKey key : keys) {
            ReceivedWindow row = rows.get(key);
            if (row != null) {
                WindowMetrics metrics = row.metrics();
                found.put(
                        key,
                        OpenWindow.of(
                                WindowAggregate.restore(
                                        metrics,
                                        metrics.latencyCount(),
                                        metrics.latencySumNanos(),
                                        row.latencySketch(),
                                        row.usersSketch()),
                                metrics.revision(),
                                metrics.closed()));
            }
        }
        return found;
    }

    @Override
    public Map<WindowKey, Long> revisions(Collection<WindowKey> keys) {
        Map<WindowKey, Long> found = new HashMap<>();
        for (WindowKey key : keys) {
            ReceivedWindow row = rows.get(key);
            if (row != null) {
                found.put(key, row.metrics().revision());
            }
        }
        return found;
    }

    Collection<ReceivedWindow> all() {
        return rows.values();
    }

    /** How often rows were asked for. */
    int reads() {
        return reads;
    }

    private static WindowKey key(WindowMetrics metrics) {
        return new WindowKey(
                metrics.service(),
                metrics.route(),
                metrics.window(),
                metrics.windowStart().getEpochSecond());
    }
}
