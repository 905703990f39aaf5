package io.stacklens.analytics.trial;

import io.stacklens.analytics.alerts.Slo;
import io.stacklens.logstore.LogStore;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.pipeline.http.InvalidValueException;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
        Slo slo = rule.kind() == RuleKind.BURN_RATE ? slo(rule) : null;
        StoredSteps steps = stepsOf(rule, slo);
        if (!one.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TrialsBusyException();
        }
        try {
            return run(rule, slo, steps, from, to);
        } finally {
            one.release();
        }
    }

    private static BackTestResult run(
            AlertRule rule, @Nullable Slo slo, StoredSteps steps, Instant from, Instant to) {
        BackTest test = new BackTest(rule, slo, steps.stepSeconds(), from, to);
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        steps.forEach(
                BackTest.readFrom(rule, from, steps.stepSeconds()),
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

    private StoredSteps stepsOf(AlertRule rule, @Nullable Slo slo) {
        return switch (rule.kind()) {
            case THRESHOLD -> StoredMinutes.of(jdbc, rule);
            case LOG_MATCH -> new StoredMatches(store, rule);
            case ABSENCE -> {
                requireStoredSilence(rule);
                yield StoredMinutes.of(jdbc, rule);
            }
            case BURN_RATE -> StoredMinutes.of(jdbc, Objects.requireNonNull(slo));
            case TEMPLATE -> throw refused(rule, "what was new or usual then is not stored");
            case ANOMALY -> throw refused(rule, "its past is in /anomalies, each with its score");
            case COMPOSITE -> throw refused(rule, "try the rules that it names");
        };
    }

    /**
     * Who has sent is known of services, by the minute; hosts and learned pauses are not stored.
     */
    private static void requireStoredSilence(AlertRule rule) {
        if (rule.groupBy().contains("host")) {
            throw new InvalidValueException(
                    "rule.group_by",
                    "host",
                    "none: of hosts it is not stored when they sent; test-rules tries that");
        }
        Integer after = rule.afterSeconds();
        if (after == null || after < StoredMinutes.STEP_SECONDS) {
            throw new InvalidValueException(
                    "rule.after_seconds",
                    String.valueOf(after),
                    "%d or more: silence is stored by the minute, and what sources have learned is not"
                            .formatted(StoredMinutes.STEP_SECONDS));
        }
    }

    private static InvalidValueException refused(AlertRule rule, String why) {
        return new InvalidValueException(
                "rule.kind",
                rule.kind().label(),
                "threshold, log_match, absence or burn_rate; of this kind %s; test-rules tries all"
                        .formatted(why));
    }

    private Slo slo(AlertRule rule) {
        return jdbc
                .query(
                        "select id, service, route, objective, latency_threshold_ms from slos where"
                                + " id = ?",
                        (row, _) ->
                                new Slo(
                                        row.getLong("id"),
                                        row.getString("service"),
                                        row.getString("route"),
                                        row.getDouble("objective"),
                                        row.getObject("latency_threshold_ms", Double.class)),
                        rule.sloId())
                .stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidValueException(
                                        "rule.slo_id",
                                        String.valueOf(rule.sloId()),
                                        "the id of an objective"));
    }
}
