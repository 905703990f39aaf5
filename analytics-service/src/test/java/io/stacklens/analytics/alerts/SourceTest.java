package io.stacklens.analytics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What a source is expected to do, after what it has done. */
class SourceTest {

    private long now = 1_000_000_000_000L;
    private final Source source = Source.seenFirst(now);

    @Test
    void nothingIsExpectedOfASourceThatIsHardlyKnown() {
        sends(Duration.ofSeconds(30), 5);

        assertThat(source.expectedWithin()).isNull();
    }

    @Test
    void aSourceThatNeverStopsMayBeQuietForAMinute() {
        sends(Duration.ofSeconds(1), 600);

        assertThat(source.expectedWithin()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aSourceMayBeQuietForThreeOfItsPauses() {
        sends(Duration.ofMinutes(10), 20);

        assertThat(source.expectedWithin()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void anHourlySourceIsLearnedAfterTenSightings() {
        sends(Duration.ofHours(1), 12);

        assertThat(source.expectedWithin()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void noSourceMayBeQuietForMoreThanADay() {
        sends(Duration.ofHours(20), 12);

        assertThat(source.expectedWithin()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void anOutageIsNoHabit() {
        sends(Duration.ofSeconds(30), 100);
        sends(Duration.ofHours(5), 1);

        assertThat(source.expectedWithin()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void aNewHabitIsLearnedInSteps() {
        sends(Duration.ofSeconds(30), 100);
        sends(Duration.ofMinutes(20), 10);

        assertThat(source.expectedWithin()).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    void aLongPauseIsForgottenInTime() {
        sends(Duration.ofMinutes(20), 12);
        sends(Duration.ofMinutes(1), 24 * 60);

        assertThat(source.expectedWithin()).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void aPauseThatMayBeOursTeachesNothing() {
        sends(Duration.ofSeconds(30), 100);
        now += Duration.ofHours(1).toMillis();
        source.seen(now, false);

        assertThat(source.expectedWithin()).isEqualTo(Duration.ofSeconds(90));
        assertThat(source.lastSeen()).isEqualTo(now);
    }

    @Test
    void isTheSameAfterARestart() {
        sends(Duration.ofMinutes(7), 30);

        Source again = Source.decode(source.encode());

        assertThat(again).usingRecursiveComparison().isEqualTo(source);
    }

    private void sends(Duration every, int times) {
        for (int i = 0; i < times; i++) {
            now += every.toMillis();
            source.seen(now, true);
        }
    }
}
