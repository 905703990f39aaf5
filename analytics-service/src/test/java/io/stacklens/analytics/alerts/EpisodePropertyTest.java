package io.stacklens.analytics.alerts;

import static io.stacklens.analytics.alerts.RuleBuilder.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.Severity;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random rules over random hours: what must hold whatever happens. */
class EpisodePropertyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int STEPS = 1_200;
    private static final Comparator<Alert> BY_TIME =
            Comparator.comparing(Alert::changedAt)
                    .thenComparing(Alert::fingerprint)
                    .thenComparingLong(Alert::sequence);
    private static final Slo SLO = new Slo(3, "shop", null, 95, null);

    @RepeatedTest(8)
    void episodesAreWholeAndInOrder(RepetitionInfo run) {
        List<AlertRule> rules = rules(new Random(run.getCurrentRepetition()));
        List<Alert> said = new Run(run.getCurrentRepetition(), rules, false).run();

        Map<String, Alert> open = new HashMap<>();
        for (Alert alert : said) {
            Alert before = open.get(alert.fingerprint());
            if (before == null) {
                assertThat(alert.sequence()).isEqualTo(1);
                assertThat(alert.status()).isIn(AlertStatus.PENDING, AlertStatus.FIRING);
            } else {
                assertThat(alert.id()).isEqualTo(before.id());
                assertThat(alert.sequence()).isEqualTo(before.sequence() + 1);
                assertThat(alert.changedAt()).isAfterOrEqualTo(before.changedAt());
                assertIsAStep(before, alert);
            }
            assertIsAsLongAsAsked(before, alert, rules);
            if (alert.status() == AlertStatus.RESOLVED) {
                open.remove(alert.fingerprint());
            } else {
                open.put(alert.fingerprint(), alert);
            }
        }
    }

    @RepeatedTest(8)
    void aRestartAtAnyTimeRepeatsAndLosesNothing(RepetitionInfo run) {
        List<AlertRule> rules = new ArrayList<>(rules(new Random(run.getCurrentRepetition())));
        // Budgets are looked at every few seconds, and right after a start.
        rules.removeIf(rule -> rule.kind() == RuleKind.BURN_RATE);

        List<Alert> unbroken = new Run(run.getCurrentRepetition(), rules, false).run();
        List<Alert> restarted = new Run(run.getCurrentRepetition(), rules, true).run();

        assertThat(brief(restarted)).isEqualTo(brief(unbroken));
        assertThat(restarted).containsExactlyInAnyOrderElementsOf(unbroken);
    }

    /** What is said at one time about several series comes in any order. */
    private static List<String> brief(List<Alert> said) {
        return said.stream()
                .sorted(BY_TIME)
                .map(
                        alert ->
                                "%s %s #%d %s %s"
                                        .formatted(
                                                alert.changedAt(),
                                                alert.fingerprint(),
                                                alert.sequence(),
                                                alert.status(),
                                                alert.value()))
                .toList();
    }

    private static void assertIsAStep(Alert before, Alert after) {
        List<AlertStatus> allowed =
                switch (before.status()) {
                    case PENDING -> List.of(AlertStatus.FIRING, AlertStatus.RESOLVED);
                    case FIRING -> List.of(AlertStatus.ACKNOWLEDGED, AlertStatus.RESOLVED);
                    case ACKNOWLEDGED -> List.of(AlertStatus.RESOLVED);
                    case RESOLVED -> List.of();
                };
        boolean onlyTheSilence =
                after.status() == before.status()
                        && !java.util.Objects.equals(after.suppressedBy(), before.suppressedBy());
        assertThat(onlyTheSilence || allowed.contains(after.status()))
                .as("%s to %s", before.status(), after.status())
                .isTrue();
    }

    private static void assertIsAsLongAsAsked(Alert before, Alert after, List<AlertRule> rules) {
        AlertRule rule =
                rules.stream()
                        .filter(row -> row.id().equals(after.ruleId()))
                        .findFirst()
                        .orElseThrow();
        boolean fires = before == null || before.status() == AlertStatus.PENDING;
        if (after.status() == AlertStatus.FIRING && fires && rule.forSeconds() > 0) {
            assertThat(after.pendingSince()).isNotNull();
            assertThat(Duration.between(after.pendingSince(), after.startedAt()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(rule.forSeconds()));
        }
        if (after.status() == AlertStatus.RESOLVED && after.startedAt() != null) {
            assertThat(after.resolvedAt()).isAfterOrEqualTo(after.startedAt());
        }
    }

    private static List<AlertRule> rules(Random random) {
        List<AlertRule> rules = new ArrayList<>();
        for (long id = 1; id <= 4; id++) {
            RuleBuilder builder =
                    rule(id).metric(
                                    List.of("error_count", "event_count", "error_rate")
                                            .get(random.nextInt(3)))
                            .when(random.nextBoolean() ? ">" : ">=", random.nextInt(60))
                            .window(10 * (1 + random.nextInt(6)))
                            .holdsFor(random.nextInt(3) * 10)
                            .keepFiring(random.nextInt(3) * 15);
            rules.add((random.nextBoolean() ? builder.clearAt(10) : builder).row());
        }
        rules.add(rule(5, RuleKind.LOG_MATCH).query("a").when(">=", 20).row());
        rules.add(
                rule(6, RuleKind.BURN_RATE)
                        .slo(3, new BurnWindow(600, 60, 1 + random.nextInt(8)))
                        .row());
        rules.add(rule(7, RuleKind.COMPOSITE).expression("1 AND NOT 2 OR 5").row());
        return rules;
    }

    /** The same random hours with and without restarts. */
    private static final class Run {

        private final Random random;
        private final Random restarts;
        private final boolean isRestarted;
        private final List<Rule> rules;
        private final Memories memories = Memories.inHeap();
        private final List<Alert> said = new ArrayList<>();
        private AlertEngine engine;
        private Instant now = NOON;
        private int mood;

        Run(int seed, List<AlertRule> rows, boolean isRestarted) {
            this.random = new Random(seed);
            this.restarts = new Random(seed);
            this.isRestarted = isRestarted;
            this.rules = rows.stream().map(row -> Rule.of(row, SLO)).toList();
            this.engine = engine();
        }

        List<Alert> run() {
            for (int step = 0; step < STEPS; step++) {
                if (step % 40 == 0) {
                    mood = random.nextInt(5);
                }
                if (random.nextInt(4) == 0) {
                    engine.offer(delta(), now);
                }
                if (random.nextInt(300) == 0 && !said.isEmpty()) {
                    command();
                }
                now = now.plus(STEP);
                engine.tick(now);
                if (isRestarted && restarts.nextInt(50) == 0) {
                    engine.write(now.toEpochMilli());
                    engine = engine();
                }
            }
            return said;
        }

        private AlertEngine engine() {
            return new AlertEngine(
                    memories,
                    new AlertInputs(
                            () -> Optional.of(rules),
                            () -> false,
                            NOON.minus(Duration.ofDays(1)),
                            new AnomalyAlertProperties(
                                    0.8, Duration.ofMinutes(10), Duration.ofMinutes(15)),
                            new FlapProperties(5, Duration.ofMinutes(5), Duration.ofMinutes(2)),
                            (_, at) -> at.getEpochSecond() % 300 < 40 ? 7L : null,
                            SampleLines.none(),
                            _ -> {},
                            _ -> {}),
                    said::add);
        }

        private WindowDelta delta() {
            WindowAggregate counted = new WindowAggregate();
            int errors = mood == 0 ? 0 : random.nextInt(mood * 8);
            for (int i = 0; i < errors; i++) {
                counted.add(Severity.ERROR, 500, Double.NaN, 1);
            }
            for (int i = 0; i < 10; i++) {
                counted.add(Severity.INFO, 200, Double.NaN, 1);
            }
            long bucket = now.getEpochSecond() / 10 * 10;
            MatchDelta match =
                    new MatchDelta(MatchDelta.key("*", "a"), bucket, errors / 3, List.of());
            return new WindowDelta(
                    random.nextInt(3) == 0 ? "cart" : "shop",
                    List.of(new SeriesDelta(null, bucket, counted, List.of())),
                    List.of(),
                    List.of(match),
                    List.of());
        }

        private void command() {
            said.sort(BY_TIME);
            Alert alert = said.get(random.nextInt(said.size()));
            AlertCommand.Action action =
                    random.nextBoolean()
                            ? AlertCommand.Action.ACKNOWLEDGE
                            : AlertCommand.Action.RESOLVE;
            engine.command(new AlertCommand(alert.id(), alert.service(), action, "ada", now), now);
        }
    }
}
