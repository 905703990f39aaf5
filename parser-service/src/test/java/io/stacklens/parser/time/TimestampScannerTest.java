package io.stacklens.parser.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.EpochNanos;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

class TimestampScannerTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T08:30:00Z");

    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);
    private final TimestampScanner scanner = new TimestampScanner(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-11-22T08:15:30Z                 | 2026-11-22T08:15:30Z
                    2026-11-22T08:15:30.123456789Z       | 2026-11-22T08:15:30.123456789Z
                    2026-11-22T08:15:30.1234567891234Z   | 2026-11-22T08:15:30.123456789Z
                    2026-11-22T08:15:30.5+01:00          | 2026-11-22T07:15:30.5Z
                    2026-11-22T08:15:30+0530             | 2026-11-22T02:45:30Z
                    2026-11-22T08:15:30-08               | 2026-11-22T16:15:30Z
                    2026-11-22T08:15:30+01:00[Europe/Paris] | 2026-11-22T07:15:30Z
                    2026-11-22T08:15Z                    | 2026-11-22T08:15:00Z
                    2026-11-22 08:15:30                  | 2026-11-22T08:15:30Z
                    2026-11-22 08:15:30,123              | 2026-11-22T08:15:30.123Z
                    2026-11-22 08:15:30.123 +0100        | 2026-11-22T07:15:30.123Z
                    2026-11-22 08:15:30 UTC              | 2026-11-22T08:15:30Z
                    2026-11-22 08:15:30 PST              | 2026-11-22T16:15:30Z
                    2026-11-22                           | 2026-11-22T00:00:00Z
                    2026/11/22 08:15:30                  | 2026-11-22T08:15:30Z
                    20261122T081530.123Z                 | 2026-11-22T08:15:30.123Z
                    20261122 08:15:30                    | 2026-11-22T08:15:30Z
                    22/Nov/2026:08:15:30 +0100           | 2026-11-22T07:15:30Z
                    22-Nov-2026 08:15:30.123             | 2026-11-22T08:15:30.123Z
                    22 Nov 2026 08:15:30,123             | 2026-11-22T08:15:30.123Z
                    Sun, 22 Nov 2026 08:15:30 GMT        | 2026-11-22T08:15:30Z
                    Sun Nov 22 08:15:30.123456 2026      | 2026-11-22T08:15:30.123456Z
                    Sun Nov 22 08:15:30 2026             | 2026-11-22T08:15:30Z
                    Nov 22 08:15:30                      | 2026-11-22T08:15:30Z
                    nov  2 08:15:30.5                    | 2026-11-02T08:15:30.5Z
                    Nov 22 2024 08:15:30                 | 2024-11-22T08:15:30Z
                    08:15:30.123                         | 2026-11-22T08:15:30.123Z
                    1795335330                           | 2026-11-22T08:15:30Z
                    1795335330.25                        | 2026-11-22T08:15:30.25Z
                    1795335330123                        | 2026-11-22T08:15:30.123Z
                    1795335330123.5                      | 2026-11-22T08:15:30.1235Z
                    1795335330123456                     | 2026-11-22T08:15:30.123456Z
                    1795335330123456789                  | 2026-11-22T08:15:30.123456789Z
                    1.79533533e9                         | 2026-11-22T08:15:30Z
                    261122 081530                        | 2026-11-22T08:15:30Z
                    261122  8:15:30                      | 2026-11-22T08:15:30Z
                    26/11/22 08:15:30                    | 2026-11-22T08:15:30Z
                    26/11/22 08:15:30,123                | 2026-11-22T08:15:30.123Z
                    11/22/26 8:15:30:123 EST             | 2026-11-22T13:15:30.123Z
                    11/22/2026 8:15:30 PM                | 2026-11-22T20:15:30Z
                    11/22/2026, 12:15:30 AM              | 2026-11-22T00:15:30Z
                    22/11/2026 08:15:30                  | 2026-11-22T08:15:30Z
                    22.11.2026 08:15:30                  | 2026-11-22T08:15:30Z
                    22-11-2026 08:15:30.5                | 2026-11-22T08:15:30.5Z
                    11-22 08:15:30.811                   | 2026-11-22T08:15:30.811Z
                    11.22 08:15:30                       | 2026-11-22T08:15:30Z
                    1122 08:15:30.123456                 | 2026-11-22T08:15:30.123456Z
                    20261122-8:1:3:4                     | 2026-11-22T08:01:03.004Z
                    20261122-08:15:30:606                | 2026-11-22T08:15:30.606Z
                    20261122081530                       | 2026-11-22T08:15:30Z
                    2026.11.22 08:15:30.123456           | 2026-11-22T08:15:30.123456Z
                    2026-11-22-08.15.30.675872           | 2026-11-22T08:15:30.675872Z
                    2026.11.22-08.15.30:123              | 2026-11-22T08:15:30.123Z
                    2026/1/2:08:15:30.455                | 2026-01-02T08:15:30.455Z
                    2026-11-22_08:15:30.12345            | 2026-11-22T08:15:30.12345Z
                    2026-11-22  8:15:30                  | 2026-11-22T08:15:30Z
                    2026-11-22 08:15:30:123              | 2026-11-22T08:15:30.123Z
                    22 Nov 08:15:30.123                  | 2026-11-22T08:15:30.123Z
                    22-Nov-2026::08:15:30                | 2026-11-22T08:15:30Z
                    Nov 22, 2026 8:15:30 AM              | 2026-11-22T08:15:30Z
                    Nov 22, 2026 8:15:30,123 PM UTC      | 2026-11-22T20:15:30.123Z
                    Sun Nov 22 08:15:30 UTC 2026         | 2026-11-22T08:15:30Z
                    2026-11-22 08:15:30 JST              | 2026-11-21T23:15:30Z
                    1969-12-31T23:59:59.5Z               | 1969-12-31T23:59:59.5Z
                    2024-02-29T12:00:00Z                 | 2024-02-29T12:00:00Z
                    2016-12-31T23:59:60Z                 | 2016-12-31T23:59:59Z
                    2026-11-21T24:00:00Z                 | 2026-11-22T00:00:00Z
                    """)
    void readsAWholeValue(String text, Instant expected) {
        assertThat(whole(scanner, text, ARRIVAL)).isTrue();
        assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "12",
                "99999999",
                "12ms",
                "2026",
                "2026-11",
                "2026-11-22T",
                "2026-11-22T08:15:30Zulu",
                "2026-11-22T25:00:00Z",
                "22/Foo/2026:08:15:30",
                "Nov",
                "Nov 40 08:15:30",
                "10:30",
                "127.0.0.1",
                "1e400",
                "1795335330123456789123"
            })
    void leavesWhatIsNoTimestamp(String text) {
        assertThat(whole(scanner, text, ARRIVAL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30T00:00:00Z", "9999-01-01T00:00:00Z", "1500-01-01 00:00:00"})
    void knowsATimestampThatNoRecordCanHold(String text) {
        assertThat(whole(scanner, text, ARRIVAL)).isTrue();
        assertThat(draft.timestamp()).isZero();
        assertThat(draft.timestampText()).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-01-01T00:10:00Z | Dec 31 23:59:59 | 2025-12-31T23:59:59Z
                    2026-12-31T23:59:50Z | Jan  1 00:00:10 | 2027-01-01T00:00:10Z
                    2026-07-01T00:00:00Z | Feb 29 12:00:00 | 2024-02-29T12:00:00Z
                    2026-11-22T08:30:00Z | Dec 10 06:55:46 | 2025-12-10T06:55:46Z
                    2026-11-22T08:30:00Z | Nov 23 01:00:00 | 2026-11-23T01:00:00Z
                    2026-11-22T00:05:00Z | 23:59:59        | 2026-11-21T23:59:59Z
                    2026-11-22T23:59:00Z | 00:00:01        | 2026-11-23T00:00:01Z
                    """)
    void choosesTheLatestYearNotAheadOfArrivalAndTheNearestDay(
            Instant arrival, String text, Instant expected) {
        assertThat(whole(scanner, text, arrival)).isTrue();
        assertThat(draft.timestamp()).isEqualTo(EpochNanos.of(expected));
    }

    /** Every twenty minutes of a year, arrived up to ten months later, across New Year. */
    @Test
    void findsTheYearOfEveryTimeOfALeapYear() {
        DateTimeFormatter syslog = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
        LocalDateTime first = LocalDateTime.of(2024, 1, 1, 0, 0);
        int minutes = 0;
        for (LocalDateTime time = first; time.getYear() == 2024; time = time.plusMinutes(20)) {
            minutes += 20;
            Instant instant = time.toInstant(ZoneOffset.UTC);
            Instant arrival = instant.plus(Duration.ofMinutes(minutes % 432_000));

            assertThat(whole(scanner, syslog.format(time), arrival)).isTrue();
            assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo(instant);
        }
    }

    /** Every half-hour of a year in zones with and without daylight saving, sent live. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "America/St_Johns",
                "Africa/Casablanca",
                "UTC"
            })
    void findsTheInstantOfEveryLocalTimeOfAYear(String zone) {
        TimestampScanner inZone = new TimestampScanner(ZoneId.of(zone));
        DateTimeFormatter local =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of(zone));
        Instant end = Instant.parse("2027-01-02T00:00:00Z");
        for (Instant at = Instant.parse("2025-12-31T00:00:00Z");
                at.isBefore(end);
                at = at.plus(Duration.ofMinutes(30))) {
            assertThat(whole(inZone, local.format(at), at.plusSeconds(2))).isTrue();
            assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo(at);
        }
    }

    @Test
    void readsATimeThatTheClocksSkipped() {
        TimestampScanner inBerlin = new TimestampScanner(ZoneId.of("Europe/Berlin"));

        whole(inBerlin, "2026-03-29 02:30:00", ARRIVAL);

        assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo("2026-03-29T01:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T12:00:00, 2026-07-01T10:00:00Z",
        "2026-12-01T12:00:00, 2026-12-01T11:00:00Z",
        "2026-12-01T12:00:00Z, 2026-12-01T12:00:00Z"
    })
    void readsATimeWithoutZoneInTheZoneOfTheSettings(String text, Instant expected) {
        TimestampScanner inParis = new TimestampScanner(ZoneId.of("Europe/Paris"));

        whole(inParis, text, ARRIVAL);

        assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-11-22 08:15:30 -0700 hello  | 25
                    2026-11-22 08:15:30 - hello      | 19
                    2026-11-22 08:15:30 -12 degrees  | 19
                    2026-11-22 08:15:30, hello       | 19
                    2026-11-22T08:15:30Z] x          | 20
                    2026-11-22 is a date             | -1
                    Nov 22 08:15:30 2026 words       | 20
                    Nov 22 08:15:30 1024 bytes       | 15
                    10:30 lunch                      | -1
                    1795335330 epoch                 | -1
                    May I                            | -1
                    """)
    void findsWhereALinesTimestampEnds(String line, int expectedEnd) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        draft.clear(EpochNanos.of(ARRIVAL));

        assertThat(scanner.scan(bytes, 0, bytes.length, draft)).isEqualTo(expectedEnd);
    }

    @Test
    void agreesWithTheCalendarOfJavaOnEveryDayOfFourCenturies() {
        for (long day = -150_000; day < 150_000; day += 7) {
            java.time.LocalDate date = java.time.LocalDate.ofEpochDay(day);

            assertThat(
                            CivilDate.epochDay(
                                    date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
                    .isEqualTo(day);
            assertThat(CivilDate.yearOf(day)).isEqualTo(date.getYear());
        }
    }

    private boolean whole(TimestampScanner scanner, String text, Instant arrival) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        draft.clear(EpochNanos.of(arrival));
        return scanner.scanWhole(bytes, 0, bytes.length, draft);
    }
}
