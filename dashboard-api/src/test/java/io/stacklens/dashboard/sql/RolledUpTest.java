package io.stacklens.dashboard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

class RolledUpTest {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d/HH:mm").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-31T00:00:00Z, 1day 1/00:00-31/00:00",
        "2026-01-01T10:20:00Z, 2026-01-01T10:50:00Z, 1min 1/10:20-1/10:50",
        "2026-01-01T10:20:00Z, 2026-01-01T11:10:00Z, 1min 1/10:20-1/11:10",
        "2026-01-01T10:00:00Z, 2026-01-01T13:10:00Z, 1hour 1/10:00-1/13:00 1min 1/13:00-1/13:10",
        "2026-01-01T22:58:30Z, 2026-01-04T01:02:00Z, 1min 1/22:58-1/23:00 1hour 1/23:00-2/00:00"
                + " 1day 2/00:00-4/00:00 1hour 4/00:00-4/01:00 1min 4/01:00-4/01:02",
        "2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, 1min 2/00:00-1/00:00"
    })
    void readsFromAsFewRowsAsWillDo(Instant from, Instant to, String slices) {
        assertThat(
                        RolledUp.slices(from, to).stream()
                                .map(RolledUpTest::text)
                                .collect(Collectors.joining(" ")))
                .isEqualTo(slices);
    }

    @ParameterizedTest
    @CsvSource({
        "1day, 2026-01-01T00:00:00Z, 2026-01-03T00:00:00Z, 1day 1/00:00-3/00:00, ",
        "1day, 2026-01-01T00:00:00Z, 2026-01-06T00:00:00Z, 1day 1/00:00-4/00:00,"
                + " 1day 4/00:00-6/00:00",
        "1hour, 2026-01-04T01:00:00Z, 2026-01-04T10:00:00Z, 1hour 4/01:00-4/08:00,"
                + " 1hour 4/08:00-4/10:00",
        "1hour, 2026-01-04T09:00:00Z, 2026-01-04T10:00:00Z, , 1hour 4/09:00-4/10:00",
        "1min, 2026-01-01T01:00:00Z, 2026-01-01T01:20:00Z, , 1min 1/01:00-1/01:20"
    })
    void tellsWhatHasPassedFromWhatGoesOn(
            String size, Instant from, Instant to, String passed, String goingOn) {
        RolledUp.Slice slice = new RolledUp.Slice(size, from, to);
        Instant now = Instant.parse("2026-01-04T08:17:00Z");

        assertThat(slice.passed(now).map(RolledUpTest::text).orElse(null)).isEqualTo(passed);
        assertThat(slice.goingOn(now).map(RolledUpTest::text).orElse(null)).isEqualTo(goingOn);
    }

    private static String text(RolledUp.Slice slice) {
        return "%s %s-%s"
                .formatted(
                        slice.size(),
                        DAY_AND_TIME.format(slice.from()),
                        DAY_AND_TIME.format(slice.to()));
    }
}
