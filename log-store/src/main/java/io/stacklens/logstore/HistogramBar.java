package io.stacklens.logstore;

import io.stacklens.model.Severity;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many records of a search fall into one step of time.
 *
 * @param start inclusive
 * @param severityCounts only the severities that occur
 */
public record HistogramBar(Instant start, long total, Map<Severity, Long> severityCounts) {

    public HistogramBar {
        Map<Severity, Long> copy = new EnumMap<>(Severity.class);
        copy.putAll(severityCounts);
        severityCounts = Collections.unmodifiableMap(copy);
    }
}
