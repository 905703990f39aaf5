package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.Alert.SampleRecord;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds the lines behind an alert, in its own time. */
@FunctionalInterface
interface SampleLines {

    /** Always completes, with nothing when there is nothing or when it takes too long. */
    CompletableFuture<List<SampleRecord>> of(Alert alert);

    static SampleLines none() {
        return _ -> CompletableFuture.completedFuture(List.of());
    }
}
