package io.stacklens.analytics.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.analytics.trial.BackTestResult.Point;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class CurveTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void ofTooManyPointsTheTellingOnesStay() {
        Curve curve = new Curve(false);
        for (int i = 0; i < 44_640; i++) {
            boolean fires = i == 31_415;
            curve.add(NOON.plusSeconds(60L * i), fires ? 9.0 : i % 7, fires ? "firing" : "ok");
        }

        assertThat(curve.points()).hasSizeBetween(360, 720);
        assertThat(curve.points())
                .contains(new Point(NOON.plusSeconds(60L * 31_415), 9.0, "firing"))
                .isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
        assertThat(curve.nearness()).isEqualTo(9);
    }

    @Test
    void theLastLookOfAStepCounts() {
        Curve curve = new Curve(false);
        curve.add(NOON, 9.0, "ok");
        curve.add(NOON, 3.0, "ok");
        curve.add(NOON.plusSeconds(60), null, "ok");

        assertThat(curve.points())
                .containsExactly(
                        new Point(NOON, 3.0, "ok"), new Point(NOON.plusSeconds(60), null, "ok"));
    }

    @Test
    void theLowestIsTheMostTellingOfTooLittle() {
        Curve curve = new Curve(true);
        curve.firing(NOON);
        curve.add(NOON, 5.0, "firing");
        curve.add(NOON.plusSeconds(60), 2.0, "firing");
        curve.add(NOON.plusSeconds(120), 4.0, "firing");
        curve.resolved(NOON.plusSeconds(180));

        assertThat(curve.episodes(NOON, NOON.plusSeconds(600)))
                .containsExactly(new Curve.Span(null, NOON, NOON.plusSeconds(180), 2.0));
        assertThat(curve.episodes(NOON.plusSeconds(180), NOON.plusSeconds(600))).isEmpty();
    }
}
