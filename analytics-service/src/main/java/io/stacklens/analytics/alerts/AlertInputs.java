package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the evaluation knows besides its topics.
 *
 * @param rules those in force; nothing before they were read for the first time
 * @param behind whether the chain of services before this one is too far behind
 * @param startedAt when this service started
 * @param silencer knows what is not to be notified
 * @param lines finds the lines behind an alert
 * @param sources is shown who sends, every few seconds
 * @param published is told of every alert that goes out
 */
record AlertInputs(
        Supplier<Optional<List<Rule>>> rules,
        BooleanSupplier behind,
        Instant startedAt,
        AnomalyAlertProperties anomalyAlerts,
        FlapProperties flapping,
        Silencer silencer,
        SampleLines lines,
        Consumer<List<Sources.Sighting>> sources,
        Consumer<Alert> published) {}
