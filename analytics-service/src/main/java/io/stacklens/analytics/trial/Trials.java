package io.stacklens.analytics.trial;

import io.stacklens.logstore.LogStore;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.pipeline.http.InvalidValueException;

import org.springframework.jdbc.core.JdbcOperations;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Back-tests, one at a time: the engine of the alerts that live has the machine too. */
final class Trials {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(45);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final JdbcOperations jdbc;
    private final LogStore store;
    private final Semaphore one = new Semaphore(1);

    Trials(JdbcOperations jdbc, LogStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /**
     * Tries a rule on what is stored.
     *
     * @throws InvalidValueException if it cannot be tried
     */
    BackTestResult run(AlertRule rule, Instant from, Instant to) throws InterruptedException {
        StoredSteps steps = stepsOf(rule);
        if (!one.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TrialsBusyException();
        }
        try {
            return run(rule, steps, from, to);
        } finally {
            one.release();
        }
    }

    private static BackTestResult run(AlertRule rule, StoredSteps steps, Instant from, Instant to) {
        BackTest test = new BackTest(rule, steps.stepSeconds(), from, to);
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        steps.forEach(
                BackTest.readFrom(from, steps.stepSeconds()),
                to,
                (start, deltas) -> {
                    if (System.nanoTime() - deadline > 0) {
                        throw new InvalidValueException(
                                "from",
                                from.toString(),
                                "a time that is tried in %d s; a shorter one, or fewer services"
                                        .formatted(LONGEST_RUN.toSeconds()));
                    }
                    test.step(start, deltas);
                });
        return test.result();
    }

    private StoredSteps stepsOf(AlertRule rule) {
        return switch (rule.kind()) {
            case THRESHOLD -> new StoredMinutes(jdbc, rule);
            case LOG_MATCH -> new StoredMatches(store, rule);
            case ABSENCE, TEMPLATE, ANOMALY, BURN_RATE, COMPOSITE ->
                    throw new InvalidValueException(
                            "rule.kind",
                            rule.kind().label(),
                            "%s or %s, whose past is stored; test-rules tries the others"
                                    .formatted(
                                            RuleKind.THRESHOLD.label(),
                                            RuleKind.LOG_MATCH.label()));
        };
    }
}
