package io.stacklens.dashboard.windows;

import io.stacklens.model.window.WindowSize;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * How a metric went over a time.
 *
 * @param service null when it is of all services together
 * @param slope change of the value in an hour: the straight line through all its points (least
 *     squares), or null with fewer than two
 * @param items oldest first
 * @param nextCursor leads to earlier windows
 */
record Trend(
        String metric,
        @Nullable String service,
        WindowSize window,
        Instant from,
        Instant to,
        @Nullable Double slope,
        List<Point> items,
        @Nullable String nextCursor) {

    /**
     * One window.
     *
     * @param previous value of the window before, if there is one
     * @param change from the previous value, in percent of it; null when that is 0 or absent
     */
    record Point(
            Instant windowStart,
            @Nullable Double value,
            @Nullable Double previous,
            @Nullable Double change) {

        static Point of(Instant windowStart, @Nullable Double value, @Nullable Double previous) {
            return new Point(windowStart, value, previous, change(value, previous));
        }

        private static @Nullable Double change(@Nullable Double value, @Nullable Double previous) {
            return value == null || previous == null || previous == 0
                    ? null
                    : 100 * (value - previous) / Math.abs(previous);
        }
    }
}
