package io.stacklens.analytics.trial;

import io.stacklens.analytics.alerts.AlertEngine;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.WindowDelta;

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

    /** How long after its end the engine still waits for a bucket's last lines. */
    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    private final AlertRule rule;
    private final int stepSeconds;
    private final Curves curves;
    private final AlertEngine engine;

    BackTest(AlertRule rule, int stepSeconds, Instant from, Instant to) {
        this.rule = rule;
        this.stepSeconds = stepSeconds;
        this.curves = new Curves(rule, from, to);
        // What is stored was there before: silence proves something from the beginning.
        this.engine = AlertEngine.inVirtualTime(Instant.EPOCH, curves::changed);
        engine.watch(curves::looked);
        engine.rules(List.of(rule));
    }

    /** Where to begin reading, so that the engine knows what it would have known. */
    static Instant readFrom(Instant from, int stepSeconds) {
        long start = from.minus(WARM_UP).getEpochSecond();
        return Instant.ofEpochSecond(start - Math.floorMod(start, stepSeconds));
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
        int steps = Math.ceilDiv(rule.windowSeconds(), stepSeconds);
        return curves.result(stepSeconds, steps * stepSeconds);
    }
}
