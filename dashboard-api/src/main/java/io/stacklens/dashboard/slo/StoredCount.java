package io.stacklens.dashboard.slo;

import java.time.Instant;

/**
 * One stored window of a series, as an objective counts it.
 *
 * @param total requests, events or durations
 * @param bad of availability the errors, which may be more than the requests, since a line that is
 *     no request can be one
 */
record StoredCount(Instant start, Instant end, boolean isHour, long total, long bad) {}
