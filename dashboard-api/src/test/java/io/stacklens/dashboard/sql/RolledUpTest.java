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

    private static String text(RolledUp.Slice slice) {
        return "%s %s-%s"
                .formatted(
                        slice.size(),
                        DAY_AND_TIME.format(slice.from()),
                        DAY_AND_TIME.format(slice.to()));
    }
}
