package io.stacklens.dashboard.windows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.stacklens.dashboard.windows.ChangedWindows.Mark;
import io.stacklens.dashboard.windows.Metric.Part;
import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The windows of all services together. What was merged is remembered until one of its windows
 * changes, which is asked once a second: a month's sketches take a second to read, and nearly all
 * of them never change again.
 */
@Component
class MergedWindows {

    /** Some 200 bytes each. */
    private static final int REMEMBERED = 50_000;

    /** Longer times are merged anew for each request. */
    private static final int MOST_AT_ONCE = 10_000;

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final ChangedWindows changes;
    private final WindowMerge merge;
    private final Map<WindowSize, Known> known = new EnumMap<>(WindowSize.class);

    MergedWindows(ChangedWindows changes, WindowMerge merge) {
        this.changes = changes;
        this.merge = merge;
        for (WindowSize size : WindowSize.values()) {
            known.put(size, new Known(size));
        }
    }

    /** The values of a metric by the start of its window; without those of no window. */
    NavigableMap<Instant, @Nullable Double> values(
            Metric metric, WindowSize size, Instant from, Instant to) {
        Instant first = roundedUp(from, size);
        if (Duration.between(first, to).dividedBy(size.length()) > MOST_AT_ONCE) {
            return valuesOf(metric, merge.read(metric.part(), size, first, to));
        }
        return valuesOf(metric, known(size).read(metric.part(), first, to));
    }

    private Known known(WindowSize size) {
        Known windows = known.get(size);
        if (windows == null) {
            throw new IllegalStateException("no windows of size " + size);
        }
        return windows;
    }

    private static NavigableMap<Instant, @Nullable Double> valuesOf(
            Metric metric, Map<Instant, Map<Metric, Double>> windows) {
        NavigableMap<Instant, @Nullable Double> values = new TreeMap<>();
        windows.forEach((start, numbers) -> values.put(start, numbers.get(metric)));
        return values;
    }

    private static Instant roundedUp(Instant time, WindowSize size) {
        long length = size.length().toSeconds();
        long seconds = time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
        return Instant.ofEpochSecond(Math.ceilDiv(seconds, length) * length);
    }

    private record Key(Part part, Instant start) {}

    /** What is remembered of the windows of one size. No window at all is remembered as empty. */
    private final class Known {

        private final WindowSize size;
        private final Cache<Key, Optional<Map<Metric, Double>>> windows =
                Caffeine.newBuilder().maximumSize(REMEMBERED).build();
        private @Nullable Mark mark;
        private long askedAt;

        Known(WindowSize size) {
            this.size = size;
        }

        Map<Instant, Map<Metric, Double>> read(Part part, Instant first, Instant to) {
            forgetChanged();
            Map<Instant, Map<Metric, Double>> found = new TreeMap<>();
            @Nullable Instant missing = null;
            Instant missingTo = first;
            for (Instant start = first; start.isBefore(to); start = start.plus(size.length())) {
                Optional<Map<Metric, Double>> window = windows.getIfPresent(new Key(part, start));
                if (window == null) {
                    missing = missing == null ? start : missing;
                    missingTo = start.plus(size.length());
                } else if (window.isPresent()) {
                    found.put(start, window.get());
                }
            }
            if (missing != null) {
                found.putAll(load(part, missing, missingTo));
            }
            return found;
        }

        private Map<Instant, Map<Metric, Double>> load(Part part, Instant from, Instant to) {
            Map<Instant, Map<Metric, Double>> loaded = merge.read(part, size, from, to);
            for (Instant start = from; start.isBefore(to); start = start.plus(size.length())) {
                windows.put(new Key(part, start), Optional.ofNullable(loaded.get(start)));
            }
            return loaded;
        }

        /** Deleted windows leave no trace but their number: then all is forgotten. */
        private synchronized void forgetChanged() {
            Mark last = mark;
            if (last != null && System.nanoTime() - askedAt < FRESH_NANOS) {
                return;
            }
            Mark now = changes.mark(size);
            if (last == null || now.deleted() != last.deleted()) {
                windows.invalidateAll();
            } else {
                for (Instant start : changes.since(last, size)) {
                    for (Part part : Part.values()) {
                        windows.invalidate(new Key(part, start));
                    }
                }
            }
            mark = now;
            askedAt = System.nanoTime();
        }
    }
}
