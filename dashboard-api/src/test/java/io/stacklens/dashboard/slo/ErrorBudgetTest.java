package io.stacklens.dashboard.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ErrorBudgetTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:34:20Z");
    private static final Slo SLO = slo(99, 30);

    @Test
    void measuresWhatWasGoodAndWhatIsLeftOfTheBudget() {
        SloStatus status = status(SLO, hour("2026-03-01T08:00:00Z", 10_000, 40));

        assertThat(status.value()).isEqualTo(99.6);
        assertThat(status.good()).isEqualTo(9_960);
        assertThat(status.total()).isEqualTo(10_000);
        assertThat(status.errorBudgetRemaining()).isCloseTo(60, offset(1e-9));
        assertThat(status.burnRate()).isEqualTo(new BurnRates(0, 0, 0, 0));
        assertThat(status.exhaustedAt()).isNull();
    }

    @Test
    void keepsTheWholeBudgetWhereNothingWasCounted() {
        SloStatus status = status(SLO);

        assertThat(status.value()).isNull();
        assertThat(status.total()).isZero();
        assertThat(status.errorBudgetRemaining()).isEqualTo(100);
        assertThat(status.burnRate()).isEqualTo(new BurnRates(0, 0, 0, 0));
        assertThat(status.exhaustedAt()).isNull();
    }

    @Test
    void measuresTheRateOfEachStretchOfTime() {
        SloStatus status =
                status(
                        SLO,
                        minute("2026-03-10T12:30:00Z", 100, 2),
                        hour("2026-03-10T08:00:00Z", 100, 0),
                        hour("2026-03-09T20:00:00Z", 200, 0),
                        hour("2026-03-08T20:00:00Z", 600, 0));

        assertThat(status.burnRate().hour()).isCloseTo(2, offset(1e-9));
        assertThat(status.burnRate().sixHours()).isCloseTo(1, offset(1e-9));
        assertThat(status.burnRate().day()).isCloseTo(0.5, offset(1e-9));
        assertThat(status.burnRate().threeDays()).isCloseTo(0.2, offset(1e-9));
    }

    @Test
    void countsAWindowThatBeginsAtTheVeryEdgeAndNoneBeforeIt() {
        assertThat(rateOfHour(minute("2026-03-10T11:34:00Z", 10, 1))).isPositive();
        assertThat(rateOfHour(minute("2026-03-10T11:33:00Z", 10, 1))).isZero();
        assertThat(rateOfHour(minute("2026-03-10T12:34:00Z", 10, 1))).isPositive();
        // The hour that the last 60 minutes begin in is not theirs as a whole.
        assertThat(rateOfHour(hour("2026-03-10T11:00:00Z", 10, 1))).isZero();
    }

    @Test
    void sumsUpLikeMinutesWhereverNowLies() {
        Random random = new Random(3);
        List<long[]> minutes = new ArrayList<>();
        Instant first = NOW.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(4));
        for (int i = 0; i < 4 * 24 * 60 + 60; i++) {
            minutes.add(new long[] {random.nextInt(20), random.nextInt(3)});
        }
        for (int minuteOfHour : new int[] {0, 1, 29, 59}) {
            Instant now = NOW.truncatedTo(ChronoUnit.HOURS).plusSeconds(60L * minuteOfHour + 7);
            List<StoredCount> stored = new ArrayList<>();
            for (int hour = 0; hour * 60 < minutes.size(); hour++) {
                long total = 0;
                long bad = 0;
                for (int i = hour * 60; i < Math.min(minutes.size(), hour * 60 + 60); i++) {
                    Instant start = first.plusSeconds(60L * i);
                    if (start.isBefore(now)) {
                        total += minutes.get(i)[0];
                        bad += minutes.get(i)[1];
                        stored.add(count(start, false, minutes.get(i)[0], minutes.get(i)[1]));
                    }
                }
                Instant start = first.plusSeconds(3600L * hour);
                if (start.isBefore(now.truncatedTo(ChronoUnit.HOURS))) {
                    stored.add(count(start, true, total, bad));
                }
            }

            for (Duration length : ErrorBudget.BURN_LENGTHS) {
                long total = 0;
                long bad = 0;
                Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(length);
                for (int i = 0; i < minutes.size(); i++) {
                    Instant start = first.plusSeconds(60L * i);
                    if (!start.isBefore(from) && start.isBefore(now)) {
                        total += minutes.get(i)[0];
                        bad += minutes.get(i)[1];
                    }
                }
                // Only what the query reads of the minutes: those at the ends.
                Horizon horizon = Horizon.of(length, now);
                assertThat(horizon.share(stored))
                        .as("%s at %s", length, now)
                        .isEqualTo(new Horizon.Share(total, Math.min(bad, total)));
            }
        }
    }

    @Test
    void saysWhenTheBudgetWasSpent() {
        SloStatus status =
                status(
                        SLO,
                        hour("2026-03-01T08:00:00Z", 5_000, 30),
                        hour("2026-03-02T08:00:00Z", 2_500, 70),
                        hour("2026-03-03T08:00:00Z", 2_500, 10));

        assertThat(status.errorBudgetRemaining()).isCloseTo(-10, offset(1e-9));
        assertThat(status.exhaustedAt()).isEqualTo("2026-03-02T09:00:00Z");
    }

    @Test
    void saysWhenTheBudgetWillBeSpentAtTheRateOfTheLastHour() {
        SloStatus status =
                status(
                        SLO,
                        hour("2026-03-01T08:00:00Z", 9_900, 40),
                        minute("2026-03-10T12:00:00Z", 100, 10));

        // Half of the budget is left, and goes ten times as fast as it may: 1.5 of 30 days.
        assertThat(status.errorBudgetRemaining()).isCloseTo(50, offset(1e-9));
        assertThat(status.exhaustedAt()).isEqualTo(NOW.plus(Duration.ofHours(36)));
    }

    @Test
    void lastsForeverAtARateThatTheObjectiveAllows() {
        SloStatus status =
                status(
                        SLO,
                        hour("2026-03-01T08:00:00Z", 10_000, 40),
                        minute("2026-03-10T12:00:00Z", 100, 1));

        assertThat(status.burnRate().hour()).isCloseTo(1, offset(1e-9));
        assertThat(status.exhaustedAt()).isNull();
    }

    @Test
    void takesMoreErrorsThanRequestsForAllOfThem() {
        SloStatus status = status(SLO, hour("2026-03-01T08:00:00Z", 10, 25));

        assertThat(status.value()).isZero();
        assertThat(status.good()).isZero();
        assertThat(status.errorBudgetRemaining()).isCloseTo(-9_900, offset(1e-6));
    }

    private static double rateOfHour(StoredCount... windows) {
        return status(SLO, windows).burnRate().hour();
    }

    private static SloStatus status(Slo slo, StoredCount... windows) {
        return new ErrorBudget(slo, Counted.REQUESTS, List.of(windows), NOW).status();
    }

    private static StoredCount hour(String start, long total, long bad) {
        return count(Instant.parse(start), true, total, bad);
    }

    private static StoredCount minute(String start, long total, long bad) {
        return count(Instant.parse(start), false, total, bad);
    }

    private static StoredCount count(Instant start, boolean isHour, long total, long bad) {
        return new StoredCount(start, start.plusSeconds(isHour ? 3600 : 60), isHour, total, bad);
    }

    private static Slo slo(double objective, int days) {
        return new Slo(1L, "test", "shop", null, Indicator.AVAILABILITY, objective, null, days);
    }
}
