package io.stacklens.analytics.trial;

import io.stacklens.analytics.alerts.AlertEngine;
import io.stacklens.analytics.alerts.Slo;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertRule.BurnWindow;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.WindowDelta;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Judges stored buckets by a rule, step by step, as they would have been judged when they came. A
 * step is what one row of the store covers: a minute of a window, or ten seconds of matches. What a
 * step counted is put into its last bucket, and the clock is moved to where a rule window that is a
 * whole number of steps holds exactly these: just before the end, or behind it for a rule that
 * warns of too little, which takes no bucket that may still be filling.
 */
final class BackTest {

    /** Rules compare with the hour before. */
    private static final Duration WARM_UP = Duration.ofMinutes(70);

    /** The longest of the windows of a rule about burn rates that names none. */
    private static final int DEFAULT_BURN_SECONDS = 6 * 3_600;

    /** How long after its end the engine still waits for a bucket's last lines. */
    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    private final AlertRule rule;
    private final int stepSeconds;
    private final int spanSeconds;
    private final Curves curves;
    private final AlertEngine engine;

    /**
     * Makes one.
     *
     * @param slo what a rule about burn rates guards
     */
    BackTest(AlertRule rule, @Nullable Slo slo, int stepSeconds, Instant from, Instant to) {
        this.rule = rule;
        this.stepSeconds = stepSeconds;
        this.spanSeconds = spanSeconds(rule);
        this.curves = new Curves(rule, from, to);
        // What is stored was there before: silence proves something from the beginning.
        this.engine = AlertEngine.inVirtualTime(Instant.EPOCH, curves::changed);
        engine.watch(curves::looked);
        engine.rules(List.of(rule), slo == null ? List.of() : List.of(slo));
    }

    /** Where to begin reading, so that the engine knows what it would have known. */
    static Instant readFrom(AlertRule rule, Instant from, int stepSeconds) {
        boolean looksFar = rule.kind() == RuleKind.ABSENCE || rule.kind() == RuleKind.BURN_RATE;
        Duration warmUp = looksFar ? WARM_UP.plusSeconds(spanSeconds(rule)) : WARM_UP;
        long start = from.minus(warmUp).getEpochSecond();
        return Instant.ofEpochSecond(start - Math.floorMod(start, stepSeconds));
    }

    /** The longest time that the rule looks back on. */
    private static int spanSeconds(AlertRule rule) {
        return switch (rule.kind()) {
            case ABSENCE -> rule.afterSeconds() == null ? 0 : rule.afterSeconds();
            case BURN_RATE ->
                    rule.burnWindows().stream()
                            .mapToInt(BurnWindow::longSeconds)
                            .max()
                            .orElse(DEFAULT_BURN_SECONDS);
            case THRESHOLD, LOG_MATCH, TEMPLATE, ANOMALY, COMPOSITE -> rule.windowSeconds();
        };
    }

    /** Takes all that a step has counted; those without data come too. */
    void step(long start, List<WindowDelta> deltas) {
        Instant end = Instant.ofEpochSecond(start + stepSeconds);
        Instant look = rule.operator().startsWith("<") ? end.plus(ARRIVAL) : end.minusMillis(100);
        curves.at(end);
        for (WindowDelta delta : deltas) {
            engine.offer(delta, look);
        }
        engine.tick(look);
    }

    /** The bucket that stands for a step. */
    static long bucketOf(long stepStart, int stepSeconds) {
        return stepStart + stepSeconds - Bucket.SECONDS;
    }

    BackTestResult result() {
        int steps = Math.ceilDiv(spanSeconds, stepSeconds);
        return curves.result(stepSeconds, steps * stepSeconds);
    }
}
