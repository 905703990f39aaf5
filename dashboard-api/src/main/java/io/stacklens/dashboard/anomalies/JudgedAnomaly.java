package io.stacklens.dashboard.anomalies;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.stacklens.model.anomaly.Anomaly;

import org.jspecify.annotations.Nullable;

/**
 * An anomaly and what people think of it.
 *
 * @param feedback null while nobody said anything
 */
record JudgedAnomaly(@JsonUnwrapped Anomaly anomaly, @Nullable Feedback feedback) {}
