package io.stacklens.analytics.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stacklens.analytics.alerts.RuleBuilder;
import io.stacklens.analytics.alerts.Slo;
import io.stacklens.analytics.trial.BackTestResult.Episode;
import io.stacklens.analytics.trial.BackTestResult.Point;
import io.stacklens.model.Severity;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Minutes that are stored, judged by the engine on its own clock. */
class BackTestTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int MINUTE = 60;

    @Test
    void aWindowOfWholeMinutesHoldsExactlyThese() {
        BackTestResult result =
                run(RuleBuilder.rule(1).when(">", 12).window(180).row(), 0, 5, 5, 5, 0, 0, 0, 0);

        assertThat(values(result))
                .as("from the first minute with data on")
                .containsExactly(5.0, 10.0, 15.0, 10.0, 5.0, 0.0, 0.0);
        assertThat(result.points().get(2).state()).isEqualTo("firing");
        assertThat(result.points().get(3).state()).isEqualTo("ok");
        assertThat(result.episodes())
                .containsExactly(new Episode("shop", null, null, minute(4), minute(5), 15.0));
        assertThat(result.resolutionSeconds()).isEqualTo(60);
        assertThat(result.windowSeconds()).isEqualTo(180);
        assertThat(result.evaluations()).isPositive();
    }

    @Test
    void aShorterWindowIsLookedAtAsAMinute() {
        BackTestResult result = run(RuleBuilder.rule(1).when(">", 3).window(30).row(), 0, 4, 0);

        assertThat(result.windowSeconds()).isEqualTo(60);
        assertThat(values(result)).containsExactly(4.0, 0.0);
        assertThat(result.episodes())
                .containsExactly(new Episode("shop", null, null, minute(2), minute(3), 4.0));
    }

    @Test
    void waitsAndHoldsOnAsTheRuleSays() {
        AlertRule patient = RuleBuilder.rule(1).when(">", 3).holdsFor(120).clearAt(1).row();

        BackTestResult result = run(patient, 5, 0, 5, 5, 5, 2, 1, 0);

        assertThat(result.episodes())
                .as("one minute is not enough; 2 is not past the clear threshold")
                .containsExactly(new Episode("shop", null, minute(3), minute(5), minute(7), 5.0));
        assertThat(result.points())
                .extracting(Point::state)
                .containsExactly(
                        "pending", "ok", "pending", "pending", "firing", "firing", "ok", "ok");
    }

    @Test
    void silenceFiresARuleThatWarnsOfTooLittle() {
        AlertRule low =
                RuleBuilder.rule(1).metric("event_count").when("<", 3).noData("alert").row();

        BackTestResult result = run(low, 5, 5, 0, 0, 5);

        assertThat(result.episodes())
                .containsExactly(new Episode("shop", null, null, minute(3), minute(5), 0.0));
    }

    @Test
    void knowsTheHourBeforeButDoesNotTellOfIt() {
        AlertRule noisy = RuleBuilder.rule(1).when(">", 3).row();
        BackTest test = new BackTest(noisy, null, MINUTE, NOON, minute(2));
        Instant start = BackTest.readFrom(noisy, NOON, MINUTE);
        for (Instant at = start; at.isBefore(NOON); at = at.plusSeconds(60)) {
            test.step(at.getEpochSecond(), errors(at, 5));
        }
        test.step(NOON.getEpochSecond(), errors(NOON, 5));
        test.step(minute(1).getEpochSecond(), errors(minute(1), 0));

        BackTestResult result = test.result();

        assertThat(start).isEqualTo(NOON.minus(Duration.ofMinutes(70)));
        assertThat(result.points()).extracting(Point::time).doesNotContain(start);
        assertThat(result.episodes())
                .singleElement()
                .satisfies(
                        episode -> {
                            assertThat(episode.startedAt()).isBefore(NOON);
                            assertThat(episode.resolvedAt()).isEqualTo(minute(2));
                        });
    }

    @Test
    void missesAServiceThatFallsSilent() {
        AlertRule silence = ofKind(RuleKind.ABSENCE, 120, null);

        BackTestResult result = run(silence, 5, 5, 0, 0, 0, 5);

        assertThat(result.episodes())
                .containsExactly(new Episode("shop", null, null, minute(4), minute(6), 180.0));
        assertThat(result.windowSeconds()).isEqualTo(120);
    }

    @Test
    void knowsTheLongestBurnWindowBefore() {
        AlertRule burning = ofKind(RuleKind.BURN_RATE, null, 4L);
        Slo slo = new Slo(4, "shop", null, 99.9, null);
        BackTest test = new BackTest(burning, slo, MINUTE, NOON, minute(3));

        test.step(NOON.getEpochSecond(), errors(NOON, 5));
        test.step(minute(1).getEpochSecond(), errors(minute(1), 5));
        BackTestResult result = test.result();

        assertThat(BackTest.readFrom(burning, NOON, MINUTE))
                .isEqualTo(NOON.minus(Duration.ofMinutes(70 + 60)));
        assertThat(result.episodes())
                .singleElement()
                .satisfies(
                        episode -> {
                            assertThat(episode.startedAt()).isEqualTo(minute(1));
                            assertThat(episode.peakValue())
                                    .as("everything bad burns 1000 times too fast")
                                    .isCloseTo(1000, within(0.001));
                        });
    }

    private static AlertRule ofKind(RuleKind kind, @Nullable Integer after, @Nullable Long slo) {
        RuleBuilder rule = RuleBuilder.rule(1, kind);
        if (after != null) {
            rule.after(after);
        }
        if (slo != null) {
            rule.slo(slo, new AlertRule.BurnWindow(3_600, 300, 14.4));
        }
        return rule.row();
    }

    private static BackTestResult run(AlertRule rule, int... errorsByMinute) {
        BackTest test = new BackTest(rule, null, MINUTE, NOON, minute(errorsByMinute.length));
        for (int i = 0; i < errorsByMinute.length; i++) {
            test.step(minute(i).getEpochSecond(), errors(minute(i), errorsByMinute[i]));
        }
        return test.result();
    }

    private static List<WindowDelta> errors(Instant minute, int count) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < count; i++) {
            counted.add(Severity.ERROR, 500, 10, 100);
        }
        if (count == 0) {
            return List.of();
        }
        long bucket = BackTest.bucketOf(minute.getEpochSecond(), MINUTE);
        return List.of(
                new WindowDelta(
                        "shop",
                        List.of(new SeriesDelta(null, bucket, counted, List.of())),
                        List.of()));
    }

    private static List<@Nullable Double> values(BackTestResult result) {
        return result.points().stream().<@Nullable Double>map(Point::value).toList();
    }

    private static Instant minute(int n) {
        return NOON.plusSeconds(60L * n);
    }
}
