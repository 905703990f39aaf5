package io.stacklens.anomaly.series;

/**
 * How unusual a window is.
 *
 * @param score 0 to 1; the detector's own
 * @param deviation of the feature that is farthest off, in spreads
 * @param expectedEvents usual number of events in a window of the series
 */
public record Verdict(double score, double deviation, double expectedEvents) {}
