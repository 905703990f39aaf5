package io.stacklens.model.window;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.time.Duration;
import java.util.Arrays;

/** The tumbling windows that are stored; each is a sum of {@linkplain Bucket buckets}. */
public enum WindowSize {
    ONE_MINUTE("1min", Duration.ofMinutes(1)),
    FIVE_MINUTES("5min", Duration.ofMinutes(5)),
    ONE_HOUR("1hour", Duration.ofHours(1));

    private final String label;
    private final Duration length;

    WindowSize(String label, Duration length) {
        this.label = label;
        this.length = length;
    }

    /** The name in JSON, SQL and the API: {@code 1min}, {@code 5min}, {@code 1hour}. */
    @JsonValue
    public String label() {
        return label;
    }

    public Duration length() {
        return length;
    }

    /** The table that holds the windows of this size. */
    public String table() {
        return "analytics_metrics_" + label;
    }

    /** Start, in seconds since the epoch, of the window that a time in seconds falls into. */
    public long startOf(long epochSecond) {
        return epochSecond - Math.floorMod(epochSecond, length.toSeconds());
    }

    @JsonCreator
    public static WindowSize ofLabel(String label) {
        return Arrays.stream(values())
                .filter(size -> size.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "window: '%s' (expected: 1min, 5min or 1hour)"
                                                .formatted(label)));
    }
}
