package io.stacklens.dashboard.alerts;

import io.stacklens.model.alert.AlertStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** One change of an episode's state. */
record AlertChange(long sequence, AlertStatus status, @Nullable Double value, Instant changedAt) {}
