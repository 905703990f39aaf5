package io.stacklens.dashboard.alerts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.stacklens.model.alert.Alert;

import java.util.List;

/** An episode with its changes of state, oldest first. */
record AlertWithHistory(@JsonUnwrapped Alert alert, List<AlertChange> history) {}
