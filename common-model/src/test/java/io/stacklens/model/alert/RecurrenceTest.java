package io.stacklens.model.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.alert.Recurrence.Day;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class RecurrenceTest {

    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "America/Sao_Paulo",
                    "Australia/Lord_Howe", // half an hour
                    "Asia/Kathmandu",
                    "Africa/Casablanca",
                    "Pacific/Apia", // left out a day
                    "Antarctica/Troll", // two hours
                    "Asia/Tehran");

    @ParameterizedTest
    @CsvSource({
        // 2026-01-01 is a Thursday.
        "TH, 22:00, 06:00, 2026-01-01T21:59:59Z, false",
        "TH, 22:00, 06:00, 2026-01-01T22:00:00Z, true",
        "TH, 22:00, 06:00, 2026-01-02T05:59:59Z, true",
        "TH, 22:00, 06:00, 2026-01-02T06:00:00Z, false",
        "FR, 22:00, 06:00, 2026-01-02T05:59:59Z, false",
        "TH, 00:00, 00:00, 2026-01-01T00:00:00Z, true",
        "TH, 00:00, 00:00, 2026-01-01T23:59:59Z, true",
        "TH, 00:00, 00:00, 2026-01-02T00:00:00Z, false",
        "TH, 12:00, 12:00, 2026-01-02T11:59:59Z, true",
        "SU, 20:00, 08:00, 2026-01-05T07:00:00Z, true"
    })
    void goesOnIntoTheNextDayWhenItEndsNoLater(
            Day day, LocalTime from, LocalTime to, Instant time, boolean includes) {
        Recurrence recurrence = new Recurrence(Set.of(day), from, to, ZoneId.of("UTC"));

        assertThat(recurrence.includes(time)).isEqualTo(includes);
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks jump from 02:00 to 03:00 at 01:00Z on Sunday 2026-03-29.
        "02:30, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "01:00, 02:30, 2026-03-29T00:00:00Z, 2026-03-29T01:30:00Z",
        "02:10, 02:40, 2026-03-29T01:00:00Z, 2026-03-29T01:40:00Z",
        // They go back from 03:00 to 02:00 at 01:00Z on Sunday 2026-10-25.
        "02:30, 04:00, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z",
        "01:00, 02:30, 2026-10-24T23:00:00Z, 2026-10-25T01:30:00Z",
        "02:10, 02:40, 2026-10-25T00:10:00Z, 2026-10-25T01:40:00Z"
    })
    void becomesLongerRatherThanShorterWhenClocksAreSet(
            LocalTime from, LocalTime to, Instant start, Instant end) {
        Recurrence recurrence =
                new Recurrence(Set.of(Day.SU), from, to, ZoneId.of("Europe/Berlin"));

        assertThat(recurrence.includes(start.minusMillis(1))).isFalse();
        assertThat(recurrence.includes(start)).isTrue();
        assertThat(recurrence.includes(end.minusMillis(1))).isTrue();
        assertThat(recurrence.includes(end)).isFalse();
    }

    @Test
    void includesWhateverTheClockOnTheWallIncludes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Recurrence recurrence = random(random);
            Instant time = nearATransition(recurrence.zone(), random);

            if (clockIsIn(recurrence, time)) {
                assertThat(recurrence.includes(time)).as("%s at %s", recurrence, time).isTrue();
            }
        }
    }

    @Test
    void includesNothingElseAwayFromTransitions() {
        Random random = new Random(8);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            Recurrence recurrence = random(random);
            Instant time = nearATransition(recurrence.zone(), random);
            if (isFarFromTransitions(recurrence.zone(), time)) {
                compared++;
                assertThat(recurrence.includes(time))
                        .as("%s at %s", recurrence, time)
                        .isEqualTo(clockIsIn(recurrence, time));
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    @Test
    void holdsOnEachOfItsDaysOfTwoYears() {
        for (String name : ZONES) {
            ZoneId zone = ZoneId.of(name);
            Recurrence recurrence =
                    new Recurrence(
                            EnumSet.allOf(Day.class),
                            LocalTime.of(2, 10),
                            LocalTime.of(2, 40),
                            zone);
            ZonedDateTime at = ZonedDateTime.of(2020, 1, 1, 12, 0, 0, 0, zone);
            for (int day = 0; day < 730; day++, at = at.plusDays(1)) {
                Instant noon = at.toInstant();
                long minutes = 0;
                for (int minute = 0; minute < 24 * 60; minute += 10) {
                    minutes += recurrence.includes(noon.plus(Duration.ofMinutes(minute))) ? 10 : 0;
                }
                assertThat(minutes).as("%s in the day from %s", name, at).isBetween(10L, 150L);
            }
        }
    }

    @Test
    void refusesNoDays() {
        assertThatThrownBy(
                        () ->
                                new Recurrence(
                                        Set.of(),
                                        LocalTime.NOON,
                                        LocalTime.MIDNIGHT,
                                        ZoneId.of("UTC")))
                .hasMessage("days: [] (expected: at least one of MO to SU)");
    }

    /** The definition for clocks that are never set: looks at nothing but local time. */
    private static boolean clockIsIn(Recurrence recurrence, Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, recurrence.zone());
        LocalTime clock = local.toLocalTime();
        Day today = Day.of(local.getDayOfWeek());
        Day yesterday = Day.of(local.getDayOfWeek().minus(1));
        boolean overnight = !recurrence.to().isAfter(recurrence.from());
        boolean begun = !clock.isBefore(recurrence.from());
        boolean ended = !clock.isBefore(recurrence.to());
        return overnight
                ? (recurrence.days().contains(today) && begun)
                        || (recurrence.days().contains(yesterday) && !ended)
                : recurrence.days().contains(today) && begun && !ended;
    }

    private static Recurrence random(Random random) {
        List<Day> days = new ArrayList<>();
        for (Day day : Day.values()) {
            if (random.nextBoolean()) {
                days.add(day);
            }
        }
        if (days.isEmpty()) {
            days.add(Day.SU);
        }
        return new Recurrence(
                Set.copyOf(days),
                LocalTime.ofSecondOfDay(random.nextInt(24 * 60) * 60L),
                LocalTime.ofSecondOfDay(random.nextInt(24 * 60) * 60L),
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
    }

    /** Within five days of one, if the zone has any. */
    private static Instant nearATransition(ZoneId zone, Random random) {
        Instant any =
                Instant.parse("2005-01-01T00:00:00Z").plusSeconds(random.nextLong(700_000_000L));
        ZoneOffsetTransition next = zone.getRules().nextTransition(any);
        Instant around = next == null ? any : next.getInstant();
        return around.plusSeconds(random.nextLong(-5 * 86_400L, 5 * 86_400L));
    }

    private static boolean isFarFromTransitions(ZoneId zone, Instant time) {
        ZoneOffsetTransition next = zone.getRules().nextTransition(time.minus(Duration.ofDays(2)));
        return next == null || next.getInstant().isAfter(time.plus(Duration.ofDays(2)));
    }
}
